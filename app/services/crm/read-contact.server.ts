import { type PeopleDependencies } from './one-by-one.server.ts'
import { CrmError } from '#app/domain/crm/errors.ts'
import { PORTAL_BUDGET } from '#app/domain/limits.ts'
import { sentContactProperties } from '#app/content/crm.ts'
import { ADDRESSES, addressesOf } from './contact-addresses.server.ts'
import { CrmRun, RunStopped } from './run.server.ts'

// The person waits for the answer on the page.
const LIMITS = { calls: 2, seconds: 8, connections: 1, burst: PORTAL_BUDGET }

/** Properties that came from here and have a value, one entry a contact; null when HubSpot could not be asked. */
export async function readCrmContact(
  { db, crm, clock }: PeopleDependencies,
  email: string,
): Promise<Record<string, string>[] | null> {
  if (!crm) return []
  const sent = sentContactProperties()
  try {
    const run = new CrmRun(db, LIMITS, clock, null)
    const wanted = [...new Set([...sent, ...ADDRESSES])]
    const contacts = await run.call('reads', () => crm.read('contacts', 'email', [email], wanted))
    const theirs = contacts.filter((contact) => addressesOf(contact).includes(email.toLowerCase()))
    return theirs.map(({ properties }) =>
      Object.fromEntries(
        sent.flatMap((name) => {
          const value = properties[name]
          return value ? [[name, value]] : []
        }),
      ),
    )
  } catch (error) {
    if (error instanceof CrmError || error instanceof RunStopped) return null
    throw error
  }
}
