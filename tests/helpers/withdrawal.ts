import type { Database } from '#app/data/database.server.ts'
import { withdrawPerson } from '#app/data/privacy/contact-marks.server.ts'

/** Who withdraws: their address, and the hash by which an e-mail that was sent there knows it. */
export const EMAIL = 'robin@works.example'
export const RECIPIENT_HASH = 'a'.repeat(64)

/** The owner of the address withdraws through a link that was sent there, or in the browser that has these sessions. */
export function withdraw(db: Database, sessionIds: string[] | null = null) {
  return withdrawPerson(db, {
    email: EMAIL,
    recipientHashes: [RECIPIENT_HASH],
    sessionIds,
    source: sessionIds ? 'browser' : 'request',
    language: 'en',
  })
}
