import { BlockList, isIP } from 'node:net'
import { describeTarget } from './connection.ts'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')

/** A command that overwrites or makes up data was given a database on another machine, without its name. */
export class NotConfirmedError extends Error {}

/**
 * Whether a host, as the driver is going to connect to it, is this machine: `localhost`, a loopback address or the folder
 * of a Unix socket. Names are not looked up: one that happens to lead here today counts as another machine.
 */
export function isThisMachine(host: string): boolean {
  const family = isIP(host)
  if (family !== 0) return LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4')
  return host.startsWith('/') || host.toLowerCase() === 'localhost'
}

export interface Confirmation {
  /** As npm calls it, e.g. `db:reset`. */
  command: string
  /** What it does to the database, e.g. `deletes all data`. */
  effect: string
  /** What `--yes-really` said. */
  name: string | undefined
}

/**
 * Lets a command go on with a database on this machine, and with any other whose exact name was given.
 * @throws NotConfirmedError saying what to type
 */
export function requireConfirmation(url: string, { command, effect, name }: Confirmation): void {
  const { host, database, label } = describeTarget(url)
  if (name === undefined && isThisMachine(host)) return
  if (name === database) return
  const why =
    name === undefined ? `${label} is not on this machine` : `--yes-really names another one than ${label}`
  throw new NotConfirmedError(
    `${command} ${effect}, and ${why}: nothing was done. If it is really meant: ` +
      `npm run ${command} -- --yes-really ${shellWord(database)}`,
  )
}

/** A name as it is typed in a shell. */
function shellWord(text: string): string {
  return /^[\w.][\w.-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
