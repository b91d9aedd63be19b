import * as z from 'zod'
import { type Database, type Sql, sql } from '#app/data/database.server.ts'
import { claimDue } from '#app/data/queue.server.ts'
import { many } from '#app/data/rows.server.ts'
import type { EmailLimits } from '#app/domain/limits.ts'
import { MAIL_REFUSALS } from '#app/domain/mail/failure.ts'
import { type ClaimedEmail, type EmailClaim, claimEmails, messageQueue } from './messages.server.ts'

const admission = z.object({
  refusal: z.enum(MAIL_REFUSALS).nullable(),
  /** until a cap lets it go; null when it may go now, or never */
  waitSeconds: z.number().nullable(),
})

type Admission = z.output<typeof admission>

const admitted = admission.extend({ messageId: z.string() })

const admissionOf = (ids: Sql, { addressPerDay, networkPerHour, totalPerHour }: EmailLimits) => sql`
  admit_emails(${ids}, ${addressPerDay}::int, ${networkPerHour}::int, ${totalPerHour}::int)`

/**
 * Holds claimed messages against the limits, oldest first. What was admitted once stays so for its retries.
 * @returns for each message why it may not be sent, or not yet; one that was cancelled or erased since its claim is missing
 */
export async function admitEmails(
  db: Database,
  ids: readonly string[],
  limits: EmailLimits,
): Promise<Map<string, Admission>> {
  const rows = await db.$queryRaw(sql`SELECT * FROM ${admissionOf(sql`${[...ids]}::text[]`, limits)}`)
  return new Map(many(rows, admitted).map(({ messageId, ...given }) => [messageId, given]))
}

export interface AdmittedEmails {
  claimed: ClaimedEmail[]
  admissions: ReadonlyMap<string, Admission>
}

/** Claims due messages, or the one of an id if it is due, and asks of each whether it may be sent: see {@link admitEmails}. */
export async function claimAdmitted(
  db: Database,
  { id, ...claim }: EmailClaim & { id?: string | undefined },
  limits: EmailLimits,
): Promise<AdmittedEmails> {
  if (id !== undefined) return claimAdmittedOne(db, { ...claim, id }, limits)
  const claimed = await claimEmails(db, claim)
  const ids = claimed.map((message) => message.id)
  return { claimed, admissions: ids.length === 0 ? new Map() : await admitEmails(db, ids, limits) }
}

/**
 * In one statement, which an e-mail right after its page is worth. A row that one transaction changes twice has its assessment
 * locked by the second change: here that comes before the row, as everywhere. Of several it is not known before.
 */
async function claimAdmittedOne(
  db: Database,
  { id, ...claim }: EmailClaim & { id: string },
  limits: EmailLimits,
): Promise<AdmittedEmails> {
  const queue = {
    ...messageQueue,
    columns: { ...messageQueue.columns, admission },
    lookup: sql`${messageQueue.lookup} || jsonb_build_object('admission', (
      SELECT to_jsonb(given) FROM ${admissionOf(sql`ARRAY[claimed.id]`, limits)} AS given))`,
  }
  const held = sql`(SELECT count(*) FROM (
    SELECT FROM assessments WHERE id = (SELECT "assessmentId" FROM email_messages WHERE id = ${id}) FOR KEY SHARE) AS held)`
  const claimed = await claimDue(db, queue, { ...claim, only: sql`q.id = ${id} AND ${held} >= 0` })
  return { claimed, admissions: new Map(claimed.map((message) => [message.id, message.admission])) }
}
