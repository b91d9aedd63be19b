import { expect, onTestFinished, test } from 'vitest'
import { describeTarget } from '#prisma/connection.ts'
import { requireConfirmation } from '#prisma/confirmation.ts'
import { isThisMachine } from '#prisma/this-machine.ts'

/** What the driver takes from the environment where the connection string lacks it. */
function setEnvironment(values: Record<string, string>): void {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]))
  Object.assign(process.env, values)
  onTestFinished(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
}

const confirm = (url: string, name?: string) => () =>
  requireConfirmation(url, { command: 'db:seed', effect: 'writes made-up leads', name })

test.each([
  'postgresql://user:word@localhost/scorecard',
  'postgres://user:word@LOCALHOST:5433/scorecard',
  'postgresql://user:word@127.0.0.1/scorecard',
  'postgresql://user:word@127.9.9.9/scorecard',
  'postgresql://user:word@[::1]:5432/scorecard',
  'postgresql://user:word@[::ffff:127.0.0.1]/scorecard',
  'postgresql://user:word@local%68ost/scorecard',
  'postgresql://user:word@%2Fvar%2Frun%2Fpostgresql/scorecard',
  'postgresql://user:word@db.example.com/scorecard?host=/var/run/postgresql',
  'postgresql:///scorecard?host=localhost',
])('a database on this machine needs no confirmation: %s', (url) => {
  expect(confirm(url)).not.toThrow()
})

test.each([
  'postgresql://user:word@db.example.com/scorecard',
  'postgresql://user:word@localhost.evil.example/scorecard',
  'postgresql://user:word@localhost.:5432/scorecard',
  'postgresql://user:word@localhost,db.example.com/scorecard',
  'postgresql://user:word@localhost/scorecard?host=db.example.com',
  'postgresql://user:word@localhost/scorecard?host=localhost&host=db.example.com',
  'postgresql://user:word@localhost/scorecard?host=%64b.example.com',
  'postgresql://localhost:5432@db.example.com/scorecard',
  'postgresql://user:word@127.0.0.1.evil.example/scorecard',
  'postgresql://user:word@127.1/scorecard',
  'postgresql://user:word@0.0.0.0/scorecard',
  'postgresql://user:word@192.168.0.7/scorecard',
  'postgresql://user:word@[fd00::1]/scorecard',
  'postgresql://user:word@[::ffff:192.168.0.7]/scorecard',
])('a database elsewhere is refused, with what to type and without the password: %s', (url) => {
  expect(confirm(url)).toThrow(
    /^db:seed writes made-up leads, and scorecard at \S+ is not on this machine: nothing was done\. If it is really meant: npm run db:seed -- --yes-really scorecard$/,
  )
  expect(confirm(url)).not.toThrow(/word/)
  expect(confirm(url, 'scorecard')).not.toThrow()
})

test('without a host it is the host of PGHOST that counts, and this machine when there is none', () => {
  setEnvironment({ PGHOST: '' })
  expect(confirm('postgresql:///scorecard')).not.toThrow()
  setEnvironment({ PGHOST: 'db.example.com' })
  expect(confirm('postgresql:///scorecard')).toThrow(
    'scorecard at db.example.com:5432 is not on this machine',
  )
  setEnvironment({ PGHOST: '/var/run/postgresql' })
  expect(confirm('postgresql:///scorecard')).not.toThrow()
})

test('without a database it is the one that the driver takes: of PGDATABASE, else of the user', () => {
  setEnvironment({ PGDATABASE: '' })
  expect(describeTarget('postgresql://bob@db.example.com')).toMatchObject({ database: 'bob' })
  setEnvironment({ PGDATABASE: 'other' })
  expect(describeTarget('postgresql://bob@db.example.com/')).toMatchObject({
    host: 'db.example.com',
    database: 'other',
  })
})

test.each(['Scorecard', 'scorecard ', 'score', '', 'scorecard2'])(
  'another name than the exact one confirms nothing, not even on this machine: %j',
  (name) => {
    const message = 'nothing was done. If it is really meant: npm run db:seed -- --yes-really scorecard'
    expect(confirm('postgresql://user:word@db.example.com/scorecard', name)).toThrow(message)
    expect(confirm('postgresql://user:word@localhost/scorecard', name)).toThrow(message)
  },
)

test('a name that a shell would read otherwise is shown in quotes', () => {
  expect(confirm("postgresql://user:word@db.example.com/it's%20$live")).toThrow(
    String.raw`--yes-really 'it'\''s $live'`,
  )
})

test.each(['', 'scorecard', 'mysql://localhost/scorecard', 'localhost:5432/scorecard', 'postgresql://a b'])(
  'what is no connection string is refused without being repeated: %j',
  (url) => {
    expect(confirm(url, 'scorecard')).toThrow(
      /^The database URL should look like postgresql:\/\/user:password@host:5432\/database$/,
    )
  },
)

test.each(['', 'localhost.localdomain', '::2', '127.0.0', '@socket', 'localhost/'])(
  'the host %j is not this machine',
  (host) => {
    expect(isThisMachine(host)).toBe(false)
  },
)
