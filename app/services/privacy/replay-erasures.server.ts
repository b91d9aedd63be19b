import type { PrismaClient } from '#app/data/database.server.ts'
import {
  type LedgerEntry,
  findAddresses,
  readHoldings,
  restoreLedger,
} from '#app/data/privacy/erasure-ledger.server.ts'
import { closeErasureHere } from '#app/data/privacy/erasures.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'

const PAGE = 1_000

export interface ReplayCounts {
  compared: number
  erased: number
  restored: number
}

/**
 * After a restore. `ledger` holds the entries since the backup, from the database as it was. Safe to repeat: what
 * somebody has left since they were erased stays.
 */
export async function replayErasures(
  db: PrismaClient,
  ledger: readonly LedgerEntry[],
  hashSecrets: readonly string[],
): Promise<ReplayCounts> {
  const erasedAt = new Map<string, Date>()
  for (const entry of ledger) {
    const at = new Date(entry.erasedAt)
    const known = erasedAt.get(entry.addressHash)
    if (!known || known < at) erasedAt.set(entry.addressHash, at)
  }
  const counts: ReplayCounts = { compared: 0, erased: 0, restored: 0 }
  for (let after = ''; ;) {
    const addresses = await findAddresses(db, after, PAGE)
    for (const email of addresses) {
      const { erased, recipient } = await hashAddress(hashSecrets, email)
      const before = erased.map((hash) => erasedAt.get(hash)).find((at) => at !== undefined)
      if (!before) continue
      const held = await readHoldings(db, email, before)
      if (!held.before) continue
      const person = {
        email,
        addressHash: erased[0]!,
        recipientHashes: recipient,
        source: 'replay',
        before,
      } as const
      await db.$transaction(async (tx) => {
        const receipt = await erasePersonRows(tx, person)
        if (held.since) await closeErasureHere(tx, receipt)
      })
      counts.erased++
    }
    counts.compared += addresses.length
    if (addresses.length < PAGE) break
    after = addresses.at(-1)!
  }
  counts.restored = await restoreLedger(db, ledger)
  return counts
}
