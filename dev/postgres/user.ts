import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** An unprivileged user to run PostgreSQL as, because it refuses to run as root. */
export interface ServerUser {
  name: string
  uid: number
  gid: number
}

/**
 * Whom to run the server as: null (as ourselves) for an ordinary user. Root borrows an existing user, and creates
 * none: the owner of the data, else the owner of the checkout (as after `sudo`), else `postgres`, else `nobody`.
 */
export function chooseServerUser(dataDir: string): ServerUser | null {
  if (process.getuid?.() !== 0) return null
  const known = knownUsers()
  const dataOwner = owner(dataDir)
  if (dataOwner?.uid) return known.find(({ uid }) => uid === dataOwner.uid) ?? dataOwner
  const checkoutOwner = owner(nearestExisting(path.dirname(dataDir)))
  return (
    // initdb looks its user up by uid, so an owner that this machine does not know (a container's mount) is no use.
    known.find(({ uid }) => uid !== 0 && uid === checkoutOwner?.uid) ??
    known.find(({ name }) => name === 'postgres') ??
    known.find(({ name }) => name === 'nobody') ?? { name: 'nobody', uid: 65534, gid: 65534 }
  )
}

function knownUsers(): ServerUser[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .filter((fields) => fields.length > 3)
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }))
  } catch {
    return []
  }
}

function owner(file: string): ServerUser | null {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats ? { name: `#${stats.uid}`, uid: stats.uid, gid: stats.gid } : null
}

function nearestExisting(folder: string): string {
  return statSync(folder, { throwIfNoEntry: false }) ? folder : nearestExisting(path.dirname(folder))
}
