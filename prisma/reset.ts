import { dropDatabase } from './connection.ts'
import { migrate, refusePooledHost } from './migrate.ts'
import { requireConfirmation } from './confirmation.ts'

/**
 * Drops the database with all its data, and makes it anew, migrated and empty.
 * @param options.confirmedName the database's name, which one on another machine wants
 * @returns how many migrations were applied
 * @throws Error, with nothing done, for a database on another machine that was not named, and for a pooled connection
 */
export async function reset(url: string, options: { confirmedName?: string | undefined } = {}) {
  requireConfirmation(url, {
    command: 'db:reset',
    effect: 'deletes all data',
    name: options.confirmedName,
  })
  refusePooledHost(url)
  await dropDatabase(url)
  return migrate({ url })
}
