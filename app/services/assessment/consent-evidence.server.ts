import type { ConsentEvidence } from '#app/data/sessions.server.ts'
import type { ConsentText } from '#app/domain/lead/consent.ts'

/** What is stored about a consent that has just been given: the very text, and what it allows. */
export function consentEvidence(text: ConsentText): ConsentEvidence {
  return { textVersion: text.version, textHash: text.hash, purposes: text.purposes }
}
