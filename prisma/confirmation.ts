import { describeTarget } from './connection.ts'
import { isThisMachine } from './this-machine.ts'

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
 * @throws Error saying what to type
 */
export function requireConfirmation(url: string, { command, effect, name }: Confirmation): void {
  const { host, database, label } = describeTarget(url)
  if (name === undefined && isThisMachine(host)) return
  if (name === database) return
  const why =
    name === undefined ? `${label} is not on this machine` : `--yes-really names another one than ${label}`
  throw new Error(
    `${command} ${effect}, and ${why}: nothing was done. If it is really meant: ` +
      `npm run ${command} -- --yes-really ${shellWord(database)}`,
  )
}

/** A name as it is typed in a shell. */
function shellWord(text: string): string {
  return /^[\w.][\w.-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
