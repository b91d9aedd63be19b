import * as z from 'zod'
import { type CallBudget, LEAD_QUEUE } from '#app/domain/limits.ts'
import type { Operation } from '#app/domain/pause.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { parseSyncPayload } from '#app/domain/hubspot/mapping.ts'
import { allows } from '#app/data/consent.server.ts'
import { type Database, sql } from '#app/data/database.server.ts'
import { contactJson, contactShape } from '#app/data/contact-columns.server.ts'
import { type Settlement, type SettledRow, settleClaimed } from '#app/data/queue-settle.server.ts'
import { type QueueTable, claimDue } from '#app/data/queue.server.ts'
import { many } from '#app/data/rows.server.ts'
import { type WantedFollowUps, beginFollowUps } from './follow-ups.server.ts'

const columns = {
  assessmentId: z.string(),
  /** of the request that brought it about */
  traceId: z.string().nullable(),
  payload: z.unknown(),
  /** `contact`; with anything else there is a deal as well */
  syncType: z.string(),
  /**
   * the same person's newest other assessment that HubSpot has and whose address is confirmed: this row must not overwrite it
   * when that is newer
   */
  newest: z
    .object({
      completedAt: z.string(),
      /** when the newest of them that is of the row's scorecard was completed */
      scoredAt: z.string().nullable(),
      ...contactShape,
    })
    .nullable(),
  /** the lead's deal, when HubSpot has it from an earlier sync */
  knownDealId: z.string().nullable(),
  /** the contact of its address, when HubSpot has it from an earlier sync */
  knownContactId: z.string().nullable(),
  /** somebody has acted through a link to the address: the lead may overwrite what its contact has */
  confirmed: z.boolean(),
  /** HubSpot cannot have a deal of this lead, since no run has ever held it */
  neverSent: z.boolean(),
  /** whether the person may be contacted, as it stands in the assessment */
  allowed: z.boolean(),
  /** calls to HubSpot that were taken with the claim */
  calls: z.object({ taken: z.number(), at: z.coerce.date() }).optional(),
}

// Other assessments are found by the address that the row is sent under. OFFSET 0 keeps the planner to the index of
// addresses: where statistics lag behind a large drain, it would walk those of sync columns, every lead that was ever sent.
//
// That a lead was never sent is known from marks that nothing takes back: the time of its row's last attempt stays when
// attempts are given back or begin anew, and rows are deleted no earlier than the scrub, after which nothing is added.
// One that was queued longer ago is looked for as well: a database that was restored from a backup knows nothing of what
// was sent since.
// One without a contact was sent under a former address.
const whatHubspotHas = sql`(
  SELECT jsonb_build_object('knownDealId', COALESCE(claimed."hubspotDealId", a."hubspotDealId"),
    'allowed', ${allows('a', 'contact')},
    'knownContactId', COALESCE(claimed."hubspotContactId", a."hubspotContactId"),
    'confirmed', a."addressConfirmedAt" IS NOT NULL,
    'neverSent', NOT claimed.attempted AND claimed."createdAt" > now() - interval '10 minutes'
      AND claimed."hubspotDealId" IS NULL AND a."hubspotDealId" IS NULL AND a."hubspotSyncAttempts" = 0
      AND NOT EXISTS (
        SELECT FROM hubspot_sync_queue o WHERE o."assessmentId" = a.id AND o.id <> claimed.id))
  FROM assessments a WHERE a.id = claimed."assessmentId"
) || jsonb_build_object('newest', (
  SELECT jsonb_build_object('completedAt', n."completedAt", 'scoredAt', max(n."completedAt") FILTER (
    WHERE n.scorecard = COALESCE(claimed.payload->>'scorecard', ${DEFAULT_SCORECARD})) OVER ()) || ${contactJson('n')}
  FROM (SELECT * FROM assessments p WHERE lower(p.email) = claimed.payload->>'email' OFFSET 0) AS n
  WHERE n.id <> claimed."assessmentId" AND n."hubspotSyncedAt" IS NOT NULL AND n."hubspotContactId" IS NOT NULL
    AND n."completedAt" IS NOT NULL AND n."addressConfirmedAt" IS NOT NULL
  ORDER BY n."completedAt" DESC LIMIT 1))`

// Somebody who comes back before their erasure is done in HubSpot waits for it: it would delete the new contact as well.
// An array, because the planner would make a join of NOT EXISTS and leave the index of due rows.
const notBeingErased = sql`COALESCE(q.payload->>'email', '') <> ALL (ARRAY(
  SELECT e.email FROM erasures e WHERE e.status = 'pending' AND e.email IS NOT NULL))`

// What stands for the run in the trigger of former contacts stands for the attempts before it as well.
const hasMadeNothing = sql`(a."hubspotSyncAttempts" = 0 AND s.extra->>'contactId' IS NULL AND s.extra->>'uncertain' IS NULL
          AND (s.result IN ('released', 'cancelled') OR s.error LIKE 'invalid_email%'))`

/** Leads on their way to HubSpot; their states are mirrored to the assessments. */
export const leadQueue = {
  name: sql`hubspot_sync_queue`,
  // A run starts no call after 25 s, a call ends after 10 s, and then it settles.
  leaseSeconds: LEAD_QUEUE.leaseSeconds,
  columns,
  operations: sql`CASE q."syncType" WHEN 'contact' THEN '{contacts}' ELSE '{contacts,deals,associations}' END::text[]`,
  claimable: notBeingErased,
  awaiting: sql`q."awaitsConfirmation"`,
  lookup: whatHubspotHas,
  assign: sql`
        payload = CASE o.result WHEN 'cancelled' THEN '{}' ELSE q.payload END,
        "hubspotContactId" = COALESCE(
          CASE WHEN o.extra->>'address' = q.payload->>'email' THEN o.extra->>'contactId' END, q."hubspotContactId"),
        "hubspotDealId" = COALESCE(o.extra->>'dealId', q."hubspotDealId")`,
  mirror: sql`
      UPDATE assessments a SET
        "hubspotSyncStatus" = CASE s.status
          WHEN 'completed' THEN 'synced' WHEN 'dead' THEN 'failed' WHEN 'cancelled' THEN 'skipped'
          ELSE 'pending' END,
        "hubspotSyncAttempts" = a."hubspotSyncAttempts"
          + CASE WHEN s.result = 'released' AND s.extra->>'uncertain' IS NULL THEN 0 ELSE 1 END,
        "hubspotContactId" = COALESCE(s."hubspotContactId", a."hubspotContactId"),
        "hubspotDealId" = COALESCE(s.extra->>'dealId', a."hubspotDealId"),
        "formerContactIds" = CASE WHEN ${hasMadeNothing}
          THEN array_remove(a."formerContactIds", '-' || (s.extra->>'run'))
          ELSE with_item(a."formerContactIds",
            CASE WHEN s.extra->>'address' <> s.payload->>'email' THEN s.extra->>'contactId' END, '-' || (s.extra->>'run')) END,
        "madeContactIds" = with_item(a."madeContactIds", s.extra->>'made'),
        "hubspotSyncError" =
          CASE s.result WHEN 'released' THEN COALESCE(s.error, a."hubspotSyncError") ELSE s.error END,
        "hubspotSyncedAt" = CASE s.result WHEN 'completed' THEN now() ELSE a."hubspotSyncedAt" END
      FROM settled s WHERE a.id = s."assessmentId"`,
} satisfies QueueTable

export interface LeadClaim {
  limit: number
  token: string
  /** only the row of this assessment, if it is due */
  assessmentId?: string
  /** as the setting CONFIRM_BEFORE_SYNC: leads that wait for it go on waiting */
  confirmFirst?: boolean
  /** see `Claim` */
  resting?: readonly Operation[]
  /** takes the calls that sending it needs with it, or leaves it; of one lead */
  takesCalls?: CallsWithLead | undefined
}

export interface CallsWithLead {
  budget: CallBudget
  /** for what begins when HubSpot has the lead */
  followUps: number
}

/** What is usual: a contact that is there and unconfirmed is read first, and a deal that may be. What else it takes is asked for then. */
const takingCalls = ({ budget, followUps }: CallsWithLead) => sql`
    turn AS MATERIALIZED (
      SELECT n.calls, try_take_hubspot_calls(
        ${budget.calls}::int, make_interval(secs => ${budget.windowMs / 1000}::float8), n.calls)::timestamptz(3) AS at
      FROM taken JOIN hubspot_sync_queue q ON q.id = taken.id JOIN assessments a ON a.id = q."assessmentId",
        LATERAL (SELECT
          CASE WHEN a."hubspotContactId" IS NOT NULL AND a."addressConfirmedAt" IS NULL THEN 2 ELSE 1 END
          + CASE WHEN q."syncType" = 'contact' THEN 0 WHEN a."hubspotDealId" IS NULL THEN 2 ELSE 3 END
          + CASE WHEN a."hubspotSyncedAt" IS NULL THEN ${followUps}::int ELSE 0 END) AS n(calls)
    ), admission AS (
      SELECT at IS NOT NULL AS granted, jsonb_build_object('calls', jsonb_build_object('taken', calls, 'at', at)) AS facts FROM turn
    )`

/** Claims due leads, those that are due longest first; none of a person whose erasure in HubSpot is not done yet. */
export async function claimLeads(
  db: Database,
  { limit, token, assessmentId, confirmFirst, resting, takesCalls }: LeadClaim,
) {
  const one = assessmentId === undefined ? sql`true` : sql`q."assessmentId" = ${assessmentId}`
  const only = confirmFirst ? sql`NOT q."awaitsConfirmation" AND ${one}` : one
  return claimDue(db, leadQueue, {
    limit,
    token,
    only,
    resting,
    ...(takesCalls && { admission: takingCalls(takesCalls) }),
  })
}

/** A lead that this run holds. */
export type ClaimedLead = Awaited<ReturnType<typeof claimLeads>>[number]

const openLead = z.object({ id: z.string(), claimToken: z.string().nullable() })

/**
 * Which of these leads this run still holds: one whose person was erased, scrubbed or has withdrawn consent since it was
 * claimed must not be sent any more.
 * @returns their ids
 */
export async function readHeldLeads(
  db: Database,
  leads: readonly Pick<ClaimedLead, 'id' | 'claimToken'>[],
): Promise<Set<string>> {
  const rows = await db.$queryRaw(sql`
    SELECT q.id, q."claimToken" FROM hubspot_sync_queue q JOIN assessments a ON a.id = q."assessmentId"
    WHERE q.id = ANY(${leads.map(({ id }) => id)}::text[]) AND q.status = 'pending' AND ${allows('a', 'contact')}`)
  const held = many(rows, openLead).filter((row) =>
    leads.some(({ id, claimToken }) => id === row.id && claimToken === row.claimToken),
  )
  return new Set(held.map(({ id }) => id))
}

/** What became of a claimed lead, with the ids of its records as far as they are known. */
export interface LeadSettlement extends Settlement {
  row: Settlement['row'] & Pick<ClaimedLead, 'payload'>
  extra: { contactId: string | null; dealId: string | null }
}

const NONE: ReadonlySet<string> = new Set()

/**
 * Settles leads in one statement, and mirrors state, attempts, error and ids to their assessments. Where the address was
 * replaced meanwhile, the contact is noted as a former one: it stays with the address that it was made for. What follows the leads
 * that HubSpot has now begins in the same statement.
 * @param contacts `created`: their numbers, of those that were not there before this run; `uncertain`: their addresses, of those that
 * a call was sent for that may have made them
 */
export async function settleLeads(
  db: Database,
  settlements: readonly LeadSettlement[],
  followUps: WantedFollowUps | null = null,
  contacts: { created: ReadonlySet<string>; uncertain: ReadonlySet<string> } = {
    created: NONE,
    uncertain: NONE,
  },
): Promise<SettledRow[]> {
  const addressed = settlements.map(({ row, outcome, extra }) => {
    const address = parseSyncPayload(row.payload)?.email ?? null
    const { contactId } = extra
    const made = contactId !== null && contacts.created.has(contactId) ? contactId : null
    const uncertain = address !== null && contacts.uncertain.has(address) ? 'true' : null
    return { row, outcome, extra: { ...extra, address, run: row.claimToken, made, uncertain } }
  })
  const alongside = followUps ? beginFollowUps(followUps) : undefined
  return settleClaimed(db, { ...leadQueue, alongside }, addressed)
}
