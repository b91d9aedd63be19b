import type { PrismaClient } from '#app/data/database.server.ts'
import { erasePersonRows } from '#app/data/privacy/person.server.ts'
import { emailSchema } from '#app/domain/lead/email-address.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import { type ErasureReceipt, showReceipt } from './show-receipt.server.ts'

export interface ErasePeopleDependencies {
  db: PrismaClient
  /** The first makes new hashes, all are recognized. */
  hashSecrets: readonly string[]
  /** null leaves the CRM to the Worker's cron */
  eraseFromCrm: ((receipt: string) => Promise<unknown>) | null
}

export interface OperatorErasure {
  receipt: string
  crmStatus: ErasureReceipt['status'] | null
}

/** Checks all addresses before erasing anybody. Safe to repeat. Throws NoAddressError, with nobody erased. */
export async function erasePeople(
  { db, hashSecrets, eraseFromCrm }: ErasePeopleDependencies,
  addresses: readonly string[],
  note: (erasure: OperatorErasure) => void,
): Promise<void> {
  const emails = addresses.map((address, index) => {
    const { success, data } = emailSchema.safeParse(address)
    if (!success) throw new Error(`Address ${index + 1} is none: nobody was erased.`)
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
    await eraseFromCrm?.(receipt)
    const state = await showReceipt(db, receipt)
    note({ receipt, crmStatus: state?.about === 'erasure' ? state.erasure.status : null })
  }
}
