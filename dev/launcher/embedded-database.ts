import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readPorts } from './ports.ts'
import { startPostgres } from '#dev/postgres/server.ts'

/** The embedded server's data, kept between runs, and the name of its database. */
export const EMBEDDED = {
  dataDir: fileURLToPath(new URL('../../.data/postgres', import.meta.url)),
  database: 'scorecard',
}

/**
 * Runs a script's work on the embedded server, which is started for the time of the work unless it runs already.
 * @param work gets the connection string of its database, which may not be there yet
 */
export async function withEmbeddedDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const running = runningPort()
  if (running !== null) return work(embeddedUrl(running))
  const server = await startPostgres({ dataDir: EMBEDDED.dataDir, port: readPorts(process.env).postgres })
  try {
    return await work(embeddedUrl(server.port))
  } finally {
    await server.stop()
  }
}

function embeddedUrl(port: number): string {
  return `postgresql://postgres:postgres@localhost:${port}/${EMBEDDED.database}`
}

/** Port of an embedded server that accepts connections now, from its lock file: pid, folder, start, port, ..., state. */
function runningPort(): number | null {
  const lock = path.join(EMBEDDED.dataDir, 'postmaster.pid')
  if (!existsSync(lock)) return null
  const lines = readFileSync(lock, 'utf8').split('\n')
  if (!isAlive(Number(lines[0])) || lines[7]?.trim() !== 'ready') return null
  return Number(lines[3])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
