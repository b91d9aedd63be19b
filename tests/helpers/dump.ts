import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { readAllRows } from './table-rows.ts'

const run = promisify(execFile)

/**
 * The whole database as text: by pg_dump where there is one that is not older than the server (the embedded
 * PostgreSQL brings none), else every row of every table by SQL.
 */
export async function dumpDatabase(url: string): Promise<string> {
  const db = createNodeClient(url)
  try {
    const [server] = await db.$queryRaw<{ major: number }[]>`
      SELECT current_setting('server_version_num')::int / 10000 AS major`
    const version = await run('pg_dump', ['--version']).then(
      ({ stdout }) => Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1] ?? 0),
      () => 0,
    )
    if (server && version >= server.major) {
      const { stdout } = await run('pg_dump', [`--dbname=${url}`], { maxBuffer: 256 * 1024 * 1024 })
      return stdout
    }
    return JSON.stringify([...(await readAllRows(db))])
  } finally {
    await db.$disconnect()
  }
}
