import type { Database } from '#app/data/database.server.ts'
import { type WithdrawalReceipt, findWithdrawalReceipt } from '#app/data/privacy/contact-marks.server.ts'
import { type ErasureReceipt, findErasureReceipt } from '#app/data/privacy/erasures.server.ts'

export type { ErasureReceipt, WithdrawalReceipt }

export type Receipt =
  { about: 'erasure'; erasure: ErasureReceipt } | { about: 'withdrawal'; withdrawal: WithdrawalReceipt }

const RECEIPT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Null for a number that is none of ours. */
export async function showReceipt(db: Database, id: string): Promise<Receipt | null> {
  if (!RECEIPT.test(id)) return null
  const erasure = await findErasureReceipt(db, id)
  if (erasure) return { about: 'erasure', erasure }
  const withdrawal = await findWithdrawalReceipt(db, id)
  return withdrawal && { about: 'withdrawal', withdrawal }
}

/** Those of these numbers that are ours. */
export async function showReceipts(db: Database, ids: readonly string[]): Promise<Receipt[]> {
  const receipts: Receipt[] = []
  for (const id of ids) {
    const receipt = await showReceipt(db, id)
    if (receipt) receipts.push(receipt)
  }
  return receipts
}
