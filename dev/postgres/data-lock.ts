import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** How long a server whose launcher has just died may take to shut down before it counts as running. */
const SHUTDOWN_GRACE_MS = 10_000
const SHUTDOWN_CHECK_MS = 100

/** Whose lock file it is: nobody's who lives, the server's on this data, or of a server from whose data this was copied. */
type LockHolder = 'nobody' | 'server' | 'original'

/**
 * Makes sure that no other server uses `dataDir`: waits for one that is shutting down, and clears the lock file that
 * a killed server left behind when its process number now belongs to somebody else (usual in containers), or that came
 * with a copy of another server's data.
 * @returns whether the data is a copy of that of a server which is running now
 * @throws Error when another server keeps running on the same data
 */
export async function releaseDataDir(dataDir: string): Promise<{ copiedFromRunning: boolean }> {
  const lock = path.join(dataDir, 'postmaster.pid')
  for (let waited = 0; ; waited += SHUTDOWN_CHECK_MS) {
    if (!existsSync(lock)) return { copiedFromRunning: false }
    const holder = findHolder(dataDir, readFileSync(lock, 'utf8').split('\n'))
    if (holder !== 'server') {
      rmSync(lock, { force: true })
      return { copiedFromRunning: holder === 'original' }
    }
    if (waited >= SHUTDOWN_GRACE_MS) {
      throw new Error(
        `PostgreSQL is already running on ${dataDir}, for npm run dev in another terminal or for a script. ` +
          'Use that one, stop it with Ctrl-C where it was started, or try again when the script is done.',
      )
    }
    await setTimeout(SHUTDOWN_CHECK_MS)
  }
}

/** @param lock its lines: process number, data folder, ... */
function findHolder(dataDir: string, [pid, folder]: string[]): LockHolder {
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'nobody'
  }
  const ours = realpathSync(dataDir)
  if (!existsSync('/proc/self')) return folder === dataDir || folder === ours ? 'server' : 'original'
  try {
    const workingFolder = readlinkSync(`/proc/${pid}/cwd`)
    if (workingFolder === ours) return 'server'
    return existsSync(path.join(workingFolder, 'PG_VERSION')) ? 'original' : 'nobody'
  } catch {
    return 'nobody'
  }
}
