import * as z from 'zod'
import type { LeadFilters } from '#app/domain/console/lead-filters.ts'
import type { Cursor } from '#app/domain/console/query.ts'
import { LEAD_QUALITIES } from '#app/domain/lead/quality.ts'
import { CATEGORY_IDS } from '#app/domain/quiz/structure.ts'
import { contactJson, contactShape } from '#app/data/contact-columns.server.ts'
import { type Sql, joinSql, sql } from '#app/data/database.server.ts'
import { type Part, time } from '#app/data/parts.server.ts'
import { COUNTED } from './queue-figures.server.ts'

const leadRow = z.object({
  id: z.string(),
  createdAt: time,
  totalScore: z.number().nullable(),
  scoreCategory: z.enum(CATEGORY_IDS).nullable(),
  leadQuality: z.enum(LEAD_QUALITIES),
  syncStatus: z.string(),
  emailStatus: z.string(),
  /** there is an address, and it has not been scrubbed */
  reachable: z.boolean(),
  /** of the last attempt, as stored */
  syncError: z.string().nullable(),
  /** null unless they were asked for */
  contact: z.object(contactShape).nullable(),
})
export type LeadRow = z.output<typeof leadRow>

const firstLeads = z.object({ count: z.number().max(COUNTED + 1), leads: z.array(leadRow) })
export type FirstLeads = z.output<typeof firstLeads>

export interface LeadList {
  filters: LeadFilters
  before: Cursor | null
  limit: number
  /** also contact details: the look must have been recorded */
  details: boolean
}

/** Leads newest first. */
export function leadsPart({ details, ...list }: LeadList): Part<LeadRow> {
  return { query: shownLeads(sql`page AS MATERIALIZED (${pageOfLeads(list)})`, details), row: leadRow }
}

/** The first page, and how many leads there are, up to {@link COUNTED} and one: found together, since a filter walks the list for it. */
export function firstLeadsPart({ filters, limit, details }: Omit<LeadList, 'before'>): Part<FirstLeads> {
  const found = pageOfLeads({ filters, before: null, limit: COUNTED + 1 })
  const page = sql`page AS MATERIALIZED (SELECT * FROM found ORDER BY "createdAt" DESC, id DESC LIMIT ${limit}::int)`
  const query = sql`
    WITH found AS MATERIALIZED (${found})
    SELECT (SELECT count(*)::int FROM found) AS count,
      (SELECT COALESCE(jsonb_agg(to_jsonb(lead)), '[]') FROM (${shownLeads(page, details)}) AS lead) AS leads`
  return { query, row: firstLeads }
}

/** @param page a table of a WITH, of ids and when their assessments were made */
function shownLeads(page: Sql, details: boolean): Sql {
  return sql`
    WITH ${page}
    SELECT a.id, a."createdAt", a."totalScore", a."scoreCategory", a."leadQuality",
      a."hubspotSyncStatus" AS "syncStatus", a."emailDeliveryStatus" AS "emailStatus",
      a.email IS NOT NULL AS reachable, a."hubspotSyncError" AS "syncError",
      ${details ? contactJson('a') : sql`NULL::jsonb`} AS contact
    FROM page JOIN assessments a USING (id) ORDER BY page."createdAt" DESC, page.id DESC`
}

/** Of the covering index alone, so that a filter that finds little reads no table. */
function pageOfLeads({ filters, before, limit }: Omit<LeadList, 'details'>): Sql {
  const after = before ? sql`("createdAt", id) < (${before.time}::timestamptz, ${before.id})` : sql`true`
  return sql`SELECT id, "createdAt" FROM assessments a WHERE ${after} AND ${matching(filters)}
    ORDER BY "createdAt" DESC, id DESC LIMIT ${limit}::int`
}

/** Those of a page whose details are there to be seen, as tables of a WITH that a look is recorded with. */
export function lookedAtLeads(list: Omit<LeadList, 'details'>): Sql {
  return sql`page AS MATERIALIZED (${pageOfLeads(list)}),
    changed AS (SELECT a.id FROM assessments a JOIN page USING (id) WHERE a.email IS NOT NULL)`
}

/** The same of one lead. */
export function lookedAtLead(id: string): Sql {
  return sql`changed AS (SELECT a.id FROM assessments a WHERE a.id = ${id} AND a.email IS NOT NULL)`
}

function matching(filters: LeadFilters): Sql {
  const {
    quality,
    category,
    from,
    to,
    least,
    most,
    sync,
    email,
    source,
    campaign,
    scorecard,
    version,
    traffic,
    cause,
  } = filters
  const conditions = [
    quality && sql`a."leadQuality" = ${quality}`,
    category && sql`a."scoreCategory" = ${category}`,
    from && sql`a."createdAt" >= ${from}::timestamptz`,
    // The day itself is in it.
    to && sql`a."createdAt" < ${to}::timestamptz + interval '24 hours'`,
    least !== undefined && sql`a."totalScore" >= ${least}::int`,
    most !== undefined && sql`a."totalScore" <= ${most}::int`,
    sync && inSyncState(sync),
    email && sql`a."emailDeliveryStatus" = ${email}`,
    source !== undefined && sql`COALESCE(a.source, '(none)') = ${source}`,
    campaign !== undefined && sql`COALESCE(a.campaign, '(none)') = ${campaign}`,
    scorecard !== undefined && sql`a.scorecard = ${scorecard}`,
    version !== undefined && sql`a."quizVersion" = ${version}`,
    traffic && sql`a."trafficKind" = ${traffic}`,
    cause &&
      sql`a.id = ANY (ARRAY(SELECT q."assessmentId" FROM hubspot_sync_queue q
        WHERE q.status IN ('pending', 'dead') AND split_part(q."lastError", ' ', 1) = ${cause}))`,
  ].filter((condition): condition is Sql => typeof condition === 'object')
  // As the index says it, or it would not be used.
  return joinSql([sql`a."createdAt" > '-infinity'`, ...conditions], ' AND ')
}

function inSyncState(state: NonNullable<LeadFilters['sync']>): Sql {
  // An array, so that these few are looked up and the list is not walked until enough of them have come by.
  const rows = (condition: Sql) =>
    sql`a.id = ANY (ARRAY(SELECT q."assessmentId" FROM hubspot_sync_queue q WHERE ${condition}))`
  switch (state) {
    case 'due':
      return rows(sql`q.status = 'pending' AND NOT q."awaitsConfirmation" AND q."nextRetryAt" <= now()`)
    case 'unconfirmed':
      return rows(sql`q.status = 'pending' AND q."awaitsConfirmation"`)
    case 'dead':
      return rows(sql`q.status = 'dead'`)
    case 'pending':
    case 'synced':
    case 'failed':
    case 'skipped':
      return sql`a."hubspotSyncStatus" = ${state}`
  }
}
