import type { Crm } from '#app/domain/crm/crm.ts'
import type { CrmRun } from './run.server.ts'
import { type BatchAnswer, type RecordOutcome, sendBatch } from './send-batch.server.ts'

export interface DealContactPair {
  dealId: string
  contactId: string
}

/** One bad pair fails alone. Deals missing from the answer were not tried. @returns what became of them, by deal */
export async function associateDeals(
  crm: Crm,
  run: CrmRun,
  pairs: readonly DealContactPair[],
): Promise<Map<string, RecordOutcome>> {
  const call = {
    operation: 'associations' as const,
    keyOf: ({ dealId }: DealContactPair) => dealId,
    send: (some: readonly DealContactPair[]) => associate(crm, run, some),
  }
  return sendBatch(run, call, pairs)
}

async function associate(
  crm: Crm,
  run: CrmRun,
  pairs: readonly DealContactPair[],
): Promise<BatchAnswer<DealContactPair> | null> {
  const answer = await run.callPrepared('associations', {
    prepare: async () => pairs,
    send: (some) => crm.associate(some),
  })
  if (!answer) return null
  const { associated, failures } = answer
  // One row a pair, or one for each direction: either way the pair is told by its two ids.
  const seen = new Set(
    associated.flatMap(({ dealId, contactId }) => [`${dealId} ${contactId}`, `${contactId} ${dealId}`]),
  )
  const isSeen = ({ dealId, contactId }: DealContactPair) => seen.has(`${dealId} ${contactId}`)
  const outcomes = new Map<string, RecordOutcome>()
  for (const { dealId } of pairs.filter(isSeen)) outcomes.set(dealId, { id: dealId })
  const missing = pairs.filter((pair) => !isSeen(pair))
  const [only] = failures
  if (pairs.length > 1 || missing.length === 0 || !only) return { outcomes, passedOver: missing }
  for (const { dealId } of missing) outcomes.set(dealId, { error: only })
  return { outcomes, passedOver: [] }
}
