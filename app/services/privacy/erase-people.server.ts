import type { PrismaClient } from '#app/data/database.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { emailSchema } from '#app/domain/lead/email-address.ts'
import { hashAddress } from './hash-address.server.ts'
import { type ErasureReceipt, showReceipt } from './show-receipt.server.ts'

/** One of the addresses is none. The message says which by its place, and does not repeat it. */
export class NoAddressError extends Error {
  constructor(place: number) {
    super(`Address ${place} is none: nobody was erased.`)
  }
}

export interface ErasePeopleDependencies {
  db: PrismaClient
  /** the first makes the entry in the ledger, all are recognized */
  hashSecrets: readonly string[]
  /** finishes an erasure in HubSpot; null leaves that to the Worker's cron */
  eraseFromHubspot: ((receipt: string) => Promise<unknown>) | null
}

/** An erasure's number, and how far it has come in HubSpot. */
export interface OperatorErasure {
  receipt: string
  hubspotStatus: ErasureReceipt['hubspotStatus'] | null
}

/**
 * Erases people as they could themselves on `/privacy`. All addresses are checked before anybody is erased. Safe to repeat.
 * @param note is told of each person once they are erased
 * @throws NoAddressError, with nobody erased
 */
export async function erasePeople(
  { db, hashSecrets, eraseFromHubspot }: ErasePeopleDependencies,
  addresses: readonly string[],
  note: (erasure: OperatorErasure) => void,
): Promise<void> {
  const emails = addresses.map((address, index) => {
    const { success, data } = emailSchema.safeParse(address)
    if (!success) throw new NoAddressError(index + 1)
    return data
  })
  for (const email of new Set(emails)) {
    const { erased, recipient } = await hashAddress(hashSecrets, email)
    const receipt = await erasePersonRows(db, {
      email,
      addressHash: erased[0]!,
      recipientHashes: recipient,
      source: 'operator',
      before: null,
    })
    await eraseFromHubspot?.(receipt)
    const state = await showReceipt(db, receipt)
    note({ receipt, hubspotStatus: state?.hubspotStatus ?? null })
  }
}
