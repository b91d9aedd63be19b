import { type PeopleDependencies } from './one-by-one.server.ts'
import { HubspotError } from '#app/clients/hubspot/client.server.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import { SENT_CONTACT_PROPERTIES } from '#app/domain/hubspot/properties.ts'
import { HubspotRun, RunStopped } from './run.server.ts'

// The person waits for the answer on the page.
const LIMITS = { calls: 2, seconds: 8, connections: 1, burst: PORTAL_BUDGET }

/** Properties that came from here and have a value, one entry a contact; null when HubSpot could not be asked. */
export async function readHubspotContact(
  { db, hubspot, clock }: PeopleDependencies,
  email: string,
): Promise<Record<string, string>[] | null> {
  if (!hubspot) return []
  try {
    const run = new HubspotRun(db, LIMITS, clock, null)
    const contacts = await run.call('reads', () =>
      hubspot.read('contacts', 'email', [email], SENT_CONTACT_PROPERTIES),
    )
    return contacts.map(({ properties }) =>
      Object.fromEntries(
        SENT_CONTACT_PROPERTIES.flatMap((name) => {
          const value = properties[name]
          return value ? [[name, value]] : []
        }),
      ),
    )
  } catch (error) {
    if (error instanceof HubspotError || error instanceof RunStopped) return null
    throw error
  }
}
