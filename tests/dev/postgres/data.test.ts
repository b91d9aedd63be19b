import {
  chmodSync,
  chownSync,
  cpSync,
  lchownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startPostgres } from '#dev/postgres/server.ts'
import { describeStartFailure } from '#dev/postgres/start-failure.ts'
import { FAST, ask, usePostgresFolder } from '#tests/helpers/postgres-folder.ts'

const { folder, dataDir, start, stop } = usePostgresFolder()

test('a cluster that is linked to a copy of it becomes its own, and both run side by side', async () => {
  await ask((await start()).url('postgres'), 'CREATE TABLE of_the_original (id int)')
  await stop()
  const copy = path.join(folder, 'linked')
  linkTree(dataDir, copy)

  const original = await start()
  const other = await startPostgres({ dataDir: copy, port: 0, settings: FAST })
  await ask(other.url('postgres'), 'CREATE TABLE of_the_copy (id int)')
  const tables = (url: string) =>
    ask(url, "SELECT relname FROM pg_class WHERE relname LIKE 'of_the_%' ORDER BY relname")
  const [ofOriginal, ofCopy] = [await tables(original.url('postgres')), await tables(other.url('postgres'))]
  await other.stop()

  expect(ofOriginal).toEqual([{ relname: 'of_the_original' }])
  expect(ofCopy).toEqual([{ relname: 'of_the_copy' }, { relname: 'of_the_original' }])
})

test('linked to the data of a server that runs, a copy starts with an empty cluster of its own', async () => {
  const original = await start()
  await ask(original.url('postgres'), 'CREATE TABLE of_the_running (id int)')
  const copy = path.join(folder, 'linked-while-running')
  linkTree(dataDir, copy)

  const other = await startPostgres({ dataDir: copy, port: 0, settings: FAST })
  const ofCopy = await ask(other.url('postgres'), "SELECT to_regclass('of_the_running')::text AS name")
  await other.stop()

  expect(ofCopy).toEqual([{ name: null }])
  expect(await ask(original.url('postgres'), 'SELECT count(*)::int AS rows FROM of_the_running')).toEqual([
    { rows: 0 },
  ])
})

test('a second server on the same data is refused with who the first may be', async () => {
  await start()
  await expect(startPostgres({ dataDir, port: 0, settings: FAST })).rejects.toThrow(
    `PostgreSQL is already running on ${dataDir}, for npm run dev in another terminal or for a script.`,
  )
})

test.each([
  ['of another version', 'PG_VERSION', '17\n', /was made by PostgreSQL 17, and this is 18/],
  ['with a damaged control file', 'global/pg_control', '', /If this data is damaged, delete the folder/],
  ['whose version cannot be read', 'PG_VERSION', '', /If this data is damaged, delete the folder/],
])('data %s is named with what to do', async (name, file, contents, message) => {
  await start()
  await stop()
  const damaged = path.join(folder, `damaged ${name}`)
  cpSync(dataDir, damaged, { recursive: true })
  writeFileSync(path.join(damaged, file), contents)

  const refusal: Error = await startPostgres({ dataDir: damaged, port: 0, settings: FAST }).then(
    () => new Error('It started'),
    (error: Error) => error,
  )

  expect(refusal.message).toMatch(message)
  expect(refusal.message).toContain(`rm -rf '${damaged}'`)
  expect(refusal.message).not.toMatch(/\bkill\b/)
})

test('a folder that holds something else is left as it is, and named', async () => {
  const other = path.join(folder, 'something-else')
  mkdirSync(other)
  writeFileSync(path.join(other, 'thesis.txt'), 'three years of work')

  await expect(startPostgres({ dataDir: other, port: 0, settings: FAST })).rejects.toThrow(
    `${other} holds something other than a PostgreSQL database`,
  )
  expect(readdirSync(other)).toEqual(['thesis.txt'])
})

test('data that others may read, or that was given to root, is taken back', async () => {
  await start()
  await stop()
  chmodSync(dataDir, 0o755)
  if (process.getuid?.() === 0) {
    for (const entry of ['', ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' })]) {
      lchownSync(path.join(dataDir, entry), 0, 0)
    }
  }

  const { url } = await start()

  expect(await ask(url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('a full disk is called that', () => {
  const log = 'FATAL:  could not write lock file "postmaster.pid": No space left on device'
  expect(describeStartFailure('/data', 'exit code 1', log)).toBe(
    `PostgreSQL did not start on /data (exit code 1):\n${log}\nThe disk is full: make room on it, and start again.`,
  )
})

/** As `cp -al` does: the files of the copy are those of the original. */
function linkTree(from: string, to: string): void {
  const { uid, gid, mode } = statSync(from)
  mkdirSync(to, { mode })
  chownSync(to, uid, gid)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else linkSync(source, target)
  }
}
