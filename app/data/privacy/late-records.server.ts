import * as z from 'zod'
import { type Database, sql } from '#app/data/database.server.ts'
import { many } from '#app/data/rows.server.ts'
import { withoutUnfound } from './contact-marks.server.ts'
import type { ClaimedErasure } from './erasures.server.ts'

/** What a run has itself made of a lead that it holds no longer. */
export interface LateRecords {
  assessmentId: string
  /** token of the claim that is ours no longer */
  run: string
  /** that the contact was made for */
  email: string | null
  contactId: string | null
  dealId: string | null
  noteId: string | null
  /** that a form was submitted for: whether that has made a contact, nothing says */
  formEmail: string | null
}

/** Whether it is over, or a run is just doing it. */
const openedAgain = sql`
        status = 'pending', "completedAt" = NULL,
        revision = q.revision + CASE WHEN q.status = 'pending' AND q."claimToken" IS NULL THEN 0 ELSE 1 END,
        "retryCount" = CASE q.status WHEN 'pending' THEN q."retryCount" ELSE 0 END,
        "nextRetryAt" = CASE q.status WHEN 'pending' THEN q."nextRetryAt" ELSE now() END`

const enlisted = z.object({ assessmentId: z.string() })

/**
 * Of people who were erased meanwhile: their erasure takes it as well, and is open again where it was over. A contact stays that
 * somebody has who came back, or whose lead is on its way to it. After a form the address is looked for once more.
 * @returns the assessments that were erased
 */
export async function enlistLateRecords(db: Database, records: readonly LateRecords[]): Promise<Set<string>> {
  const rows = await db.$queryRaw(sql`
    WITH late AS (
      SELECT e.id, r."assessmentId", r.run, r."dealId", r."noteId", CASE WHEN
        r."contactId" = ANY(e."erasedContactIds")
        OR EXISTS (SELECT FROM assessments a WHERE a."hubspotContactId" = r."contactId")
        OR EXISTS (
          SELECT FROM assessments a JOIN hubspot_sync_queue q ON q."assessmentId" = a.id
          WHERE lower(a.email) = r.email AND q.status = 'pending' AND NOT q."awaitsConfirmation")
        THEN NULL ELSE r."contactId" END AS "contactId",
        CASE WHEN NOT EXISTS (SELECT FROM assessments a WHERE lower(a.email) = r."formEmail") THEN r."formEmail" END AS "formEmail"
      FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS r(
          "assessmentId" text, run text, email text, "contactId" text, "dealId" text, "noteId" text, "formEmail" text),
        LATERAL (
          SELECT id, "erasedContactIds" FROM erasures WHERE r."assessmentId" = ANY("assessmentIds") ORDER BY "erasedAt" DESC LIMIT 1) AS e
      WHERE NOT EXISTS (SELECT FROM assessments a WHERE a.id = r."assessmentId")
    ), opened AS (
      UPDATE erasures q SET
        email = COALESCE(q.email, n.email),
        "contactIds" = ARRAY(SELECT unnest(q."contactIds") UNION SELECT unnest(n."contactIds")),
        "formerContactIds" = ARRAY(SELECT unnest(q."formerContactIds") EXCEPT SELECT '-' || unnest(n.runs)),
        "dealIds" = ARRAY(SELECT unnest(q."dealIds") UNION SELECT unnest(n."dealIds")),
        "noteIds" = ARRAY(SELECT unnest(q."noteIds") UNION SELECT unnest(n."noteIds")),
        ${openedAgain}
      FROM (
        SELECT id, max("formEmail") AS email, array_remove(array_agg("contactId"), NULL) AS "contactIds",
          array_remove(array_agg("dealId"), NULL) AS "dealIds", array_remove(array_agg("noteId"), NULL) AS "noteIds",
          array_remove(array_agg(CASE WHEN "contactId" IS NOT NULL THEN run END), NULL) AS runs
        FROM late WHERE num_nonnulls("contactId", "dealId", "noteId", "formEmail") > 0 GROUP BY id) AS n
      WHERE q.id = n.id
    )
    SELECT "assessmentId" FROM late`)
  return new Set(many(rows, enlisted).map(({ assessmentId }) => assessmentId))
}

/**
 * Of people who have withdrawn consent meanwhile: HubSpot is told of their withdrawal once more, as far as that was not done for what
 * is there now.
 */
export async function markLateRecords(db: Database, records: readonly LateRecords[]): Promise<void> {
  await db.$executeRaw(sql`
    WITH made AS (
      UPDATE assessments a SET "madeContactIds" = with_item(a."madeContactIds", r."contactId"),
        "formerContactIds" = with_item(a."formerContactIds",
          CASE WHEN r.email <> lower(a.email) THEN r."contactId" END, '-' || r.run)
      FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS r("assessmentId" text, run text, email text, "contactId" text)
      WHERE a.id = r."assessmentId" AND a."emailScrubbedAt" IS NULL
    )
    UPDATE contact_marks q SET
      email = COALESCE(q.email, n.email),
      "contactIds" = ARRAY(SELECT unnest(q."contactIds") UNION SELECT unnest(n."contactIds")),
      "dealIds" = ARRAY(SELECT unnest(q."dealIds") UNION SELECT unnest(n."dealIds")),
      results = ${withoutUnfound(sql`q.results`)}, ${openedAgain}
    FROM (
      SELECT m.id, max(r.email) AS email, array_remove(array_agg(r."contactId"), NULL) AS "contactIds",
        array_remove(array_agg(r."dealId"), NULL) AS "dealIds"
      FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS r(
          "assessmentId" text, email text, "contactId" text, "dealId" text)
        JOIN assessments a ON a.id = r."assessmentId" AND a."consentWithdrawnAt" IS NOT NULL,
        LATERAL (
          SELECT id FROM contact_marks WHERE r."assessmentId" = ANY("assessmentIds") AND kind = 'withdrawn'
          ORDER BY "markedAt" DESC LIMIT 1) AS m
      GROUP BY m.id) AS n
    WHERE q.id = n.id AND q.status <> 'cancelled'`)
}

/** Its address was looked for before. */
export const wasOpenedAgain = ({ revision }: Pick<ClaimedErasure, 'revision'>) => revision > 1
