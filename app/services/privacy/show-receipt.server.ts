import type { Database } from '#app/data/database.server.ts'
import { type ErasureReceipt, findErasureReceipt } from '#app/data/privacy/erasures.server.ts'

export type { ErasureReceipt }

const RECEIPT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** How far an erasure has come. @returns null for a number that is none of ours */
export async function showReceipt(db: Database, id: string): Promise<ErasureReceipt | null> {
  return RECEIPT.test(id) ? findErasureReceipt(db, id) : null
}
