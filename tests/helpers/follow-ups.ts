import type { PrismaClient } from '#app/data/database.server.ts'
import type { FollowUpSettings } from '#app/services/crm/follow-up-settings.server.ts'

/** Nothing follows a lead, unless told. */
export function followUpSettings(settings: Partial<FollowUpSettings> = {}): FollowUpSettings {
  return {
    siteUrl: 'https://scorecard.example.com',
    notes: false,
    form: null,
    ownerRules: [],
    ...settings,
  }
}

export function followUpOf(db: PrismaClient, assessmentId: string) {
  return db.hubspotFollowUp.findFirst({ where: { assessmentId } })
}

/** As if the wait or the lease of every open one were over. */
export async function makeFollowUpsDue(db: PrismaClient): Promise<void> {
  await db.$executeRaw`UPDATE hubspot_follow_ups SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending'`
}
