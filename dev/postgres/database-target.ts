import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeTarget } from '#prisma/connection.ts'
import { startPostgres } from './server.ts'

/** The embedded server: contract ports and names, data kept between runs. */
export const EMBEDDED = {
  dataDir: fileURLToPath(new URL('../../.data/postgres', import.meta.url)),
  port: Number(process.env.POSTGRES_PORT || 54321),
  database: 'scorecard',
}

export interface DatabaseTarget {
  url: string
  /** What to call it in messages: database, host and port. */
  label: string
}

/**
 * Runs a script's work on the database it is meant for: DIRECT_DATABASE_URL, else DATABASE_URL, else the embedded
 * one, which is started for the time of the work unless it runs already.
 */
export async function withTarget<T>(work: (target: DatabaseTarget) => Promise<T>): Promise<T> {
  const url = process.env.DIRECT_DATABASE_URL || process.env.DATABASE_URL
  if (url) return work({ url, label: describeTarget(url).label })
  const running = runningPort()
  if (running !== null) return work(embeddedTarget(running))
  const server = await startPostgres({ dataDir: EMBEDDED.dataDir, port: EMBEDDED.port })
  try {
    return await work(embeddedTarget(server.port))
  } finally {
    await server.stop()
  }
}

function embeddedTarget(port: number): DatabaseTarget {
  const url = `postgresql://postgres:postgres@localhost:${port}/${EMBEDDED.database}`
  return { url, label: `embedded ${describeTarget(url).label}` }
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
