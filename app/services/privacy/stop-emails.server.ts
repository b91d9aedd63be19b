import type { Database } from '#app/data/database.server.ts'
import { withdrawPerson } from '#app/data/privacy/contact-marks.server.ts'
import { findCandidates } from '#app/data/privacy/known-addresses.server.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'

/** @returns the receipt; null where nothing is held that was sent to the address with this hash */
export async function stopEmails(
  db: Database,
  recipientHash: string,
  {
    oneClick,
    hashSecrets,
    language,
  }: { oneClick: boolean; hashSecrets: readonly string[]; language: Language },
): Promise<string | null> {
  const source = oneClick ? 'one_click' : 'stop'
  for (const email of await findCandidates(db, recipientHash)) {
    const { recipient } = await hashAddress(hashSecrets, email)
    if (!recipient.includes(recipientHash)) continue
    return (
      await withdrawPerson(db, { email, recipientHashes: recipient, sessionIds: null, source, language })
    ).receipt
  }
  const scrubbed = {
    email: null,
    recipientHashes: [recipientHash],
    sessionIds: null,
    source,
    language,
  } as const
  return (await withdrawPerson(db, scrubbed)).receipt
}
