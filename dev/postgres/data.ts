import { spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { PostgresBinaries } from './binaries.ts'
import type { ServerUser } from './user.ts'

/** The one role of the embedded server; it listens on the loopback interface only. */
export const LOCAL_ROLE = { name: 'postgres', password: 'postgres' }

/** How long a server whose launcher has just died may take to shut down before it counts as running. */
const SHUTDOWN_GRACE_MS = 10_000
const SHUTDOWN_CHECK_MS = 100

/**
 * How the server names its data. Started by root it runs as another user, who may be unable to walk the path (a
 * checkout in /root); its working directory is set before the user changes, and this name leads there without a walk.
 */
export function dataDirArgument(dataDir: string, user: ServerUser | null): string {
  return user && existsSync('/proc/self/cwd') ? '/proc/self/cwd' : dataDir
}

/** Environment of the server's programs: none of ours, above all no PG* variables and no locale. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

/**
 * Makes an empty database cluster at `dataDir` unless one is there: UTF-8, sorted the same way on every machine,
 * UTC, cleartext `password` authentication (as the Neon driver expects it, see docs/decisions). It grows beside its
 * final place and is renamed when complete, so that an interrupted start leaves nothing half made.
 */
export async function ensureCluster(
  binaries: PostgresBinaries,
  dataDir: string,
  user: ServerUser | null,
  durable: boolean,
): Promise<void> {
  if (existsSync(path.join(dataDir, 'PG_VERSION'))) return
  const unfinished = `${dataDir}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  if (user) chownSync(unfinished, user.uid, user.gid)
  const password = openPasswordFile(user)
  try {
    await runInitdb(binaries.initdb, unfinished, user, password, durable)
  } finally {
    closeSync(password)
  }
  renameSync(unfinished, dataDir)
}

/** An open, already unlinked file: it is handed over by descriptor, so that no path needs to be reachable. */
function openPasswordFile(user: ServerUser | null): number {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'scorecard-'))
  const file = path.join(folder, 'password')
  writeFileSync(file, `${LOCAL_ROLE.password}\n`, { mode: 0o600 })
  const descriptor = openSync(file, 'r')
  if (user) fchownSync(descriptor, user.uid, user.gid)
  rmSync(folder, { recursive: true })
  return descriptor
}

async function runInitdb(
  initdb: string,
  folder: string,
  user: ServerUser | null,
  password: number,
  durable: boolean,
): Promise<void> {
  const options = [
    `--pgdata=${dataDirArgument(folder, user)}`,
    `--username=${LOCAL_ROLE.name}`,
    '--pwfile=/dev/fd/3',
    '--auth=password',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--set=timezone=UTC',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]
  const child = spawn(initdb, options, {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: folder,
    env: serverEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe', password],
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`PostgreSQL could not make its data in ${folder}:\n${output.trim()}`)
}

/**
 * Makes sure that no other server uses `dataDir`: waits for one that is shutting down, and clears the lock file that
 * a killed server left behind when its process number now belongs to somebody else (usual in containers).
 * @throws Error when another server keeps running on the same data, or the data belongs to another user
 */
export async function releaseDataDir(dataDir: string): Promise<void> {
  const uid = process.getuid?.()
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid
  if (uid !== undefined && uid !== 0 && owner !== undefined && owner !== uid) {
    throw new Error(
      `${dataDir} belongs to user ${owner}, not to you (${uid}). Run as that user, or delete the folder.`,
    )
  }
  const lock = path.join(dataDir, 'postmaster.pid')
  for (let waited = 0; ; waited += SHUTDOWN_CHECK_MS) {
    if (!existsSync(lock)) return
    const pid = Number(readFileSync(lock, 'utf8').split('\n')[0])
    if (!isServerOn(dataDir, pid)) return rmSync(lock, { force: true })
    if (waited >= SHUTDOWN_GRACE_MS) {
      throw new Error(
        `Another PostgreSQL (process ${pid}) is running on ${dataDir}. Stop it first (kill ${pid}).`,
      )
    }
    await setTimeout(SHUTDOWN_CHECK_MS)
  }
}

function isServerOn(dataDir: string, pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir)
  } catch {
    // No /proc (macOS): leave the decision to PostgreSQL, which knows the common cases.
    return existsSync('/proc/self') ? false : true
  }
}
