import type {
  Assessment,
  Database,
  EmailMessage,
  HubspotSyncQueue,
  Prisma,
} from '#app/data/database.server.ts'
import { buildSyncPayload, type PayloadFacts } from '#app/domain/hubspot/mapping.ts'
import { nextNumber } from './counter.ts'

/** Due whatever the clock says: the column's own default, rounded to milliseconds, can be just ahead of now(). */
const LONG_AGO = new Date(0)

/** A stored queue row for a lead, due at once. */
export async function createTestQueueRow(
  db: Database,
  assessment: Assessment,
  overrides: Partial<Prisma.HubspotSyncQueueUncheckedCreateInput> = {},
): Promise<HubspotSyncQueue> {
  return db.hubspotSyncQueue.create({
    data: {
      assessmentId: assessment.id,
      payload: createMockSyncPayload(assessment),
      syncType: assessment.qualifiedForBriefing ? 'contact_and_deal' : 'contact',
      nextRetryAt: LONG_AGO,
      ...overrides,
    },
  })
}

/** The payload that the product would queue for this assessment. */
export function createMockSyncPayload(assessment: Assessment): Prisma.InputJsonObject {
  return buildSyncPayload({
    ...assessment,
    assessmentId: assessment.id,
    leadSource: assessment.referrerSource,
  } as unknown as PayloadFacts)
}

/** A stored message, due at once; of an assessment when it is given. */
export async function createTestEmailMessage(
  db: Database,
  overrides: Partial<Prisma.EmailMessageUncheckedCreateInput> = {},
): Promise<EmailMessage> {
  const number = nextNumber()
  return db.emailMessage.create({
    data: {
      kind: 'results',
      recipient: `person-${number}@example.com`,
      recipientHash: `recipient-${number}`,
      mailboxHash: `mailbox-${number}`,
      nextRetryAt: LONG_AGO,
      payload: { resultsUrl: 'http://localhost:8787/assessment/results/sample' },
      ...overrides,
    },
  })
}
