import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fchownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { PostgresBinaries } from './binaries.ts'
import { DISK_FULL, isDiskFull, remedy } from './start-failure.ts'
import type { ServerUser } from './user.ts'

const OWNER_ONLY = 0o700

/** The one role of the embedded server; it listens on the loopback interface only. */
export const LOCAL_ROLE = { name: 'postgres', password: 'postgres' }

/**
 * Makes sure that the server may use data that is there: as its owner, and nobody else (PostgreSQL insists).
 * @param user whom root runs the server as
 * @throws Error when it belongs to another user
 */
export function claimDataDir(dataDir: string, user: ServerUser | null): void {
  const uid = process.getuid?.()
  const stats = statSync(dataDir, { throwIfNoEntry: false })
  if (uid === undefined || stats === undefined) return
  if (uid !== 0 && stats.uid !== uid) {
    throw new Error(
      `${dataDir} belongs to user ${stats.uid}, not to you (${uid}). Start as that user, or delete the folder: the next ` +
        'start makes it anew.',
    )
  }
  if (!stats.isDirectory()) return
  if (stats.mode & 0o077) chmodSync(dataDir, OWNER_ONLY)
  if (user === null || stats.uid !== 0) return
  for (const entry of ['', ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' })]) {
    lchownSync(path.join(dataDir, entry), user.uid, user.gid)
  }
}

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
 * @throws Error when something else is at that place, or initdb fails
 */
export async function ensureCluster(
  binaries: PostgresBinaries,
  dataDir: string,
  user: ServerUser | null,
  durable: boolean,
): Promise<void> {
  if (existsSync(path.join(dataDir, 'PG_VERSION'))) return
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new Error(
      `${dataDir} holds something other than a PostgreSQL database (no PG_VERSION): ${remedy(dataDir)}`,
    )
  }
  const unfinished = `${dataDir}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: OWNER_ONLY })
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
  if (code === 0) return
  const advice = isDiskFull(output) ? `\n${DISK_FULL}` : ''
  throw new Error(`PostgreSQL could not make its data in ${folder}:\n${output.trim()}${advice}`)
}
