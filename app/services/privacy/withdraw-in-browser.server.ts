import type { Database } from '#app/data/database.server.ts'
import { withdrawPerson } from '#app/data/privacy/contact-marks.server.ts'
import { listBrowserConsents } from '#app/data/privacy/known-addresses.server.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'

export { listBrowserConsents }

/**
 * Withdraws what a browser has agreed to. Where somebody has acted through the link to its address, that is all of the
 * address; else it is what this browser gave, since anybody can type a customer's address.
 * @returns the receipts, one for each address; empty where there was nothing that HubSpot is to be told
 */
export async function withdrawInBrowser(
  db: Database,
  sessionIds: readonly string[],
  hashSecrets: readonly string[],
  language: Language,
): Promise<string[]> {
  const receipts: string[] = []
  for (const { email, confirmedHash } of await listBrowserConsents(db, sessionIds)) {
    const { recipient } = await hashAddress(hashSecrets, email)
    const { receipt } = await withdrawPerson(db, {
      email,
      recipientHashes: recipient,
      sessionIds: confirmedHash === null ? sessionIds : null,
      source: 'browser',
      language,
    })
    if (receipt !== null) receipts.push(receipt)
  }
  return receipts
}
