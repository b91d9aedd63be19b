import type { Database, Prisma } from '#app/data/database.server.ts'
import { HOUR } from '#app/domain/duration.ts'
import type { SeedLead } from './seed-leads.ts'
import { contactId, dealId } from './seed-sync.ts'
import { emailStage, isScrubbed, isSent, minutesAfter, seedId } from './seed-rows.ts'

/** E-mails, and what followed leads in HubSpot; of those past their retention there is nothing left. */
export async function writeOutbox(db: Database, leads: readonly SeedLead[], now: Date): Promise<void> {
  const recent = leads.filter((lead) => !isScrubbed(lead.completedAt, now))
  await db.emailMessage.createMany({ data: recent.flatMap((lead) => emailOf(lead, now) ?? []) })
  await db.contactMark.createMany({ data: recent.flatMap((lead) => markOf(lead) ?? []) })
  await db.hubspotFollowUp.createMany({ data: recent.filter(isSent).flatMap(followUpsOf) })
}

function emailOf(lead: SeedLead, now: Date): Prisma.EmailMessageCreateManyInput | null {
  const stage = emailStage(lead)
  if (stage === 'none') return null
  const { number, completedAt: createdAt, contact } = lead
  const attempted = minutesAfter(createdAt, 1)
  const message = {
    id: seedId('email', number),
    kind: 'results',
    assessmentId: seedId('assessment', number),
    recipient: contact.email,
    recipientHash: `seed-recipient-${number}`,
    mailboxHash: `seed-mailbox-${number}`,
    payload: {
      version: 1,
      linkId: seedId('link', number),
      briefing: false,
      mayWrite: lead.sync !== 'skipped',
    },
    createdAt,
    nextRetryAt: createdAt,
    lastAttemptAt: attempted,
    retryCount: 1,
  }
  const emptied = { recipient: null, payload: {} }
  const sent = {
    ...emptied,
    status: 'completed',
    completedAt: attempted,
    admittedAt: createdAt,
    providerMessageId: `seed-message-${number}`,
  }
  switch (stage) {
    case 'waiting':
      return {
        ...message,
        status: 'pending',
        lastError: 'server_error',
        retryDelaySeconds: HOUR,
        nextRetryAt: minutesAfter(now, 50),
      }
    case 'refused':
      return { ...message, status: 'dead', lastError: 'address_refused' }
    case 'failed':
      return { ...message, status: 'dead', retryCount: 14, lastError: 'message_refused' }
    case 'capped':
      return {
        ...message,
        ...emptied,
        status: 'skipped',
        retryCount: 0,
        lastAttemptAt: null,
        lastError: 'address_cap',
      }
    case 'bounced':
      return { ...message, ...sent, undeliverable: 'bounced' }
    case 'sent':
      return { ...message, ...sent }
  }
}

/** HubSpot has been told of the bounce. */
function markOf(lead: SeedLead): Prisma.ContactMarkCreateManyInput | null {
  if (emailStage(lead) !== 'bounced') return null
  const markedAt = minutesAfter(lead.completedAt, 3)
  return {
    id: seedId('mark', lead.number),
    kind: 'bounced',
    source: 'provider',
    confirmed: false,
    markedAt,
    recipientHash: `seed-recipient-${lead.number}`,
    assessmentIds: [seedId('assessment', lead.number)],
    status: 'completed',
    retryCount: 1,
    nextRetryAt: markedAt,
    lastAttemptAt: minutesAfter(markedAt, 2),
    completedAt: minutesAfter(markedAt, 2),
  }
}

/** A note for sales with every lead, and a submission of the form of those whose address is confirmed; a few were refused. */
function followUpsOf(lead: SeedLead): Prisma.HubspotFollowUpCreateManyInput[] {
  const { number, completedAt, confirmed } = lead
  const createdAt = minutesAfter(completedAt, 2)
  const common = {
    assessmentId: seedId('assessment', number),
    contactId: contactId(lead),
    createdAt,
    nextRetryAt: createdAt,
    lastAttemptAt: createdAt,
    retryCount: 1,
  }
  const done = { status: 'completed', completedAt: createdAt }
  const kinds = confirmed ? (['note', 'form'] as const) : (['note'] as const)
  return kinds.map((kind) => ({
    ...common,
    id: seedId(kind, number),
    kind,
    ...(kind === 'note' && { noteId: String(500_000 + number), dealId: dealId(lead) }),
    ...(kind === 'form' && number % 17 === 3
      ? { status: 'dead', lastError: 'invalid_value status=400 codes=REQUIRED_FIELD' }
      : done),
  }))
}
