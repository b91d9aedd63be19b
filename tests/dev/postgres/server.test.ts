import { spawn } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startPostgres } from '#dev/postgres/server.ts'
import { connect } from '#prisma/connection.ts'
import { ask, usePostgresFolder } from '#tests/helpers/postgres-folder.ts'

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url))

const { dataDir, start, stop } = usePostgresFolder()

/** Connects. @returns what resolves when the server ends the connection, which it does when it stops */
async function watchConnection(url: string): Promise<{ ended: Promise<void> }> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  return { ended: new Promise((resolve) => client.once('end', resolve)) }
}

function serverPid(): number {
  return Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])
}

test('the server speaks UTC and UTF-8, and runs as another user when root starts it', async () => {
  const { url } = await start()
  expect(
    await ask(
      url('postgres'),
      "SELECT current_setting('TimeZone') AS zone, current_setting('server_encoding') AS text",
    ),
  ).toEqual([{ zone: 'UTC', text: 'UTF8' }])
  const owner = statSync(dataDir).uid
  if (process.getuid?.() === 0) expect(owner).not.toBe(0)
  else expect(owner).toBe(process.getuid?.())
})

test('the password is asked for in clear text, as the Neon driver sends it', async () => {
  const { url } = await start()
  const [row] = await ask(
    url('postgres'),
    "SELECT DISTINCT auth_method FROM pg_hba_file_rules WHERE type = 'host'",
  )
  expect(row).toEqual({ auth_method: 'password' })
  await expect(connect(url('postgres').replace(':postgres@', ':wrong@'))).rejects.toThrow(
    'refuses the password',
  )
})

test('a second start finds what the first one wrote', async () => {
  await ask((await start()).url('postgres'), 'CREATE TABLE kept (id int)')
  await stop()
  expect(await ask((await start()).url('postgres'), "SELECT to_regclass('kept')::text AS name")).toEqual([
    { name: 'kept' },
  ])
})

test('a restart ends all connections and keeps port and data', async () => {
  const running = await start()
  const { port } = running
  const connection = await watchConnection(running.url('postgres'))
  await running.restart()
  await connection.ended
  expect(running.port).toBe(port)
  expect(await ask(running.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test.each(['127.0.0.1', '::1'])(
  'a port that is taken on %s is named with the setting that moves it',
  async (host) => {
    const other = net.createServer()
    const listening = await new Promise<boolean>((resolve) => {
      other.once('error', () => resolve(false))
      other.listen(0, host, () => resolve(true))
    })
    if (!listening) return // This machine has no IPv6.
    const { port } = other.address() as net.AddressInfo
    await expect(start(port)).rejects.toThrow(new RegExp(`^Port ${port} is taken.*POSTGRES_PORT`))
    await new Promise((resolve) => other.close(resolve))
  },
)

test('a server that is killed is reported, and the next start works', async () => {
  const running = await start()
  process.kill(serverPid(), 'SIGKILL')
  expect((await running.crashed).message).toMatch(/^PostgreSQL ended by itself \(signal SIGKILL\)/)
  const { url } = await start()
  expect(await ask(url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a lock file is cleared when its process number belongs to another program by now', async () => {
  await start()
  const lock = readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
  await stop()
  writeFileSync(path.join(dataDir, 'postmaster.pid'), [process.pid, ...lock.slice(1)].join('\n'))
  const { url } = await start()
  expect(await ask(url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a setting that PostgreSQL does not know fails the start with its log', async () => {
  await expect(startPostgres({ dataDir, port: 0, settings: { nonsense: '1' } })).rejects.toThrow(
    'unrecognized configuration parameter "nonsense"',
  )
})

test('the server stops when the process that started it is killed', async () => {
  const program = `
    import { startPostgres } from '#dev/postgres/server.ts'
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 0, settings: { fsync: 'off' } })
    process.send(server.url('postgres'))`
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: PROJECT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    parent.once('message', resolve as (url: unknown) => void)
    parent.once('exit', (code) => reject(new Error(`ended early with ${code}`)))
  })
  const connection = await watchConnection(url)
  parent.kill('SIGKILL')
  await connection.ended
  // The next start waits for the shutdown to end, and finds clean data.
  expect(await ask((await start()).url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})
