import { type HubspotClient, HubspotError, RefusedError } from '#app/clients/hubspot/client.server.ts'
import type { SyncError } from '#app/domain/hubspot/failure.ts'
import { type HubspotRun, RunStopped } from './run.server.ts'
import type { RecordFailure } from './upsert-records.server.ts'

export interface DealContactPair {
  dealId: string
  contactId: string
}

export type AssociationOutcomes = Map<string, { associated: true } | RecordFailure>

/** One bad pair fails alone. Deals missing from the answer were not tried, because the run stopped. */
export async function associateDeals(
  hubspot: HubspotClient,
  run: HubspotRun,
  pairs: readonly DealContactPair[],
): Promise<AssociationOutcomes> {
  const outcomes: AssociationOutcomes = new Map()
  try {
    await associate(hubspot, run, pairs, outcomes)
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error
  }
  return outcomes
}

async function associate(
  hubspot: HubspotClient,
  run: HubspotRun,
  pairs: readonly DealContactPair[],
  outcomes: AssociationOutcomes,
  lastTry = false,
): Promise<void> {
  if (pairs.length === 0) return
  const fail = (error: SyncError, permanent: boolean, of = pairs) =>
    of.forEach(({ dealId }) => outcomes.set(dealId, { error, permanent }))
  try {
    const { associated, failures } = await run.call('associations', () => hubspot.associate(pairs))
    // One row a pair, or one for each direction: either way the pair is told by its two ids.
    const seen = new Set(
      associated.flatMap(({ dealId, contactId }) => [`${dealId} ${contactId}`, `${contactId} ${dealId}`]),
    )
    const isSeen = ({ dealId, contactId }: DealContactPair) => seen.has(`${dealId} ${contactId}`)
    pairs.filter(isSeen).forEach(({ dealId }) => outcomes.set(dealId, { associated: true }))
    const missing = pairs.filter((pair) => !isSeen(pair))
    // Worth another attempt whatever it is: that one begins with the contact, which may be gone.
    if (pairs.length === 1) return fail(failures[0] ?? { kind: 'no_result' }, false, missing)
    for (const pair of missing) await associate(hubspot, run, [pair], outcomes)
  } catch (error) {
    if (!(error instanceof HubspotError)) throw error
    if (!(error instanceof RefusedError)) return fail(error.error, false)
    const lostRace = error.error.kind === 'conflict'
    if (lostRace && !lastTry) return associate(hubspot, run, pairs, outcomes, true)
    if (pairs.length === 1) return fail(error.error, !lostRace)
    const middle = Math.ceil(pairs.length / 2)
    await associate(hubspot, run, pairs.slice(0, middle), outcomes)
    await associate(hubspot, run, pairs.slice(middle), outcomes)
  }
}
