import type { Database } from '#app/data/database.server.ts'
import { enqueueResume } from '#app/data/mail/outbox.server.ts'
import { type EmailOrigin, newEmail } from '#app/services/mail/new-message.server.ts'

export type ResumeLinkOutcome =
  { kind: 'queued'; emailId: string } | { kind: 'too_many' } | { kind: 'expired' }

/** Queues an e-mail with a link that carries on this session on another device. */
export async function requestResumeLink(
  db: Database,
  sessionId: string,
  recipient: string,
  origin: EmailOrigin,
): Promise<ResumeLinkOutcome> {
  const email = await newEmail(recipient, origin)
  const answer = await enqueueResume(db, sessionId, email)
  if (answer === 'queued') return { kind: 'queued', emailId: email.id }
  return { kind: answer === 'too_many' ? 'too_many' : 'expired' }
}
