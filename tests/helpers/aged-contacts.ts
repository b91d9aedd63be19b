import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { scorecardsInCrm } from '#app/content/crm.ts'
import type { Crm } from '#app/domain/crm/crm.ts'
import { SCORE_NAMES, namesIn } from '#app/domain/hubspot/score-names.ts'
import { CLEARING_LIMITS, clearAgedContacts } from '#app/services/crm/clear-aged-contacts.server.ts'
import type { HubspotStandIn } from '#dev/hubspot/types.ts'
import { seededRandom } from '#prisma/seeded-random.ts'
import { followUpSettings } from './follow-ups.ts'
import { createTestLead, createTestLeads, drainDependencies, useHubspotSync } from './hubspot-sync.ts'

export const PERIOD_DAYS = 365
export const LONG_AGO = '2020-01-31'
export const UNLIMITED = { ...CLEARING_LIMITS, burst: null }
/** What the other scorecard writes. */
export const OTHER = scorecardsInCrm()[0]!.names

type Sync = Awaited<ReturnType<typeof useHubspotSync>>

const COMPLETED = new Date(`${LONG_AGO}T10:00:00Z`)
const followUps = followUpSettings({ notes: true })

/** A portal and a database with contacts whose period is over: call it at the top of the file. */
export async function useAgedContacts() {
  const sync = await useHubspotSync({ searchLagMs: 0 })
  const { db, portal, drain } = sync
  const random = seededRandom(11)
  const hubspot = () => createHubspotClient({ token: portal.token, baseUrl: portal.url })

  async function scrub(): Promise<void> {
    await db.assessment.updateMany({ data: { createdAt: COMPLETED } })
    await db.$executeRaw`SELECT scrub_assessments('2020-06-01', '-infinity', 1000)`
  }

  async function age(values: Record<string, string> = { [SCORE_NAMES.date]: LONG_AGO }): Promise<void> {
    for (const { id } of portal.contacts()) await hubspot().update('contacts', id, values)
  }

  return {
    ...sync,
    hubspot,
    scrub,
    age,
    clear: (crm: Crm = hubspot(), limits = UNLIMITED) =>
      clearAgedContacts({ ...drainDependencies(db, portal), crm, random }, PERIOD_DAYS, limits),
    lastRun: () => db.retentionRun.findFirst({ orderBy: [{ startedAt: 'desc' }, { finishedAt: 'desc' }] }),

    /** As many leads with a note each, of whom nobody but HubSpot knows anything any more. */
    async agedLeads(count: number): Promise<void> {
      await createTestLeads(db, count)
      await drain({ followUps })
      await scrub()
      await age()
    },

    /** One with a deal as well. @param values what HubSpot has instead of the date of the assessment */
    async agedLead(values?: Record<string, string>) {
      const lead = await createTestLead(db, { phone: '+15550100' })
      await drain({ followUps })
      await scrub()
      await age(values)
      const contact = portal.contacts()[0]!
      return { lead, id: contact.id, email: contact.properties.email! }
    },

    /** HubSpot, where `write` decides about each change of a contact. */
    writingContacts(write: (change: () => Promise<void>) => Promise<void>): Crm {
      const crm = hubspot()
      return {
        ...crm,
        update: (type, ...call) =>
          type === 'contacts' ? write(() => crm.update(type, ...call)) : crm.update(type, ...call),
      }
    },

    scoresOf: (names = SCORE_NAMES) =>
      portal.contacts().flatMap(({ properties }) => namesIn(names).flatMap((name) => properties[name] || [])),

    /** All that HubSpot has. */
    everything: () => everythingOf(portal),
    ...leadsByAddress(sync, hubspot),
  }
}

function leadsByAddress({ db, portal, drain }: Sync, hubspot: () => Crm) {
  const ids = new Map<string, string>()
  const contactOf = (email: string) => portal.contacts().find(({ properties }) => properties.email === email)!
  return {
    /** Leads whom nobody but HubSpot knows any more, long ago but for those whose address begins with `young`. */
    async leadsOf(...emails: string[]): Promise<void> {
      for (const email of emails) ids.set(email, (await createTestLead(db, { email, phone: '+15550100' })).id)
      await drain({ followUps })
      const young = { email: { startsWith: 'young' } }
      await db.assessment.updateMany({ where: { NOT: young }, data: { createdAt: COMPLETED } })
      const later = new Date(Date.now() - 60 * 24 * 3_600_000)
      await db.assessment.updateMany({ where: young, data: { createdAt: later } })
      await db.$executeRaw`SELECT scrub_assessments(now() - interval '30 days', '-infinity', 1000)`
      for (const email of emails.filter((one) => !one.startsWith('young')))
        await hubspot().update('contacts', contactOf(email).id, { [SCORE_NAMES.date]: LONG_AGO })
    },
    contactOf,
    isCleared: (email: string) => namesIn(SCORE_NAMES).every((name) => !contactOf(email).properties[name]),
    notesOf: (email: string) =>
      portal.notes().filter(({ contacts }) => contacts.includes(contactOf(email).id)),
    dealOf: (email: string) =>
      portal.deals().find(({ properties }) => properties.ai_assessment_id === ids.get(email))!,
  }
}

function everythingOf(portal: HubspotStandIn) {
  return {
    contacts: portal.contacts().map(({ id, properties }) => ({ id, properties })),
    deals: portal.deals().map(({ id, properties }) => ({ id, properties })),
    notes: portal.notes(),
  }
}
