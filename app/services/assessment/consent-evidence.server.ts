import type { ConsentEvidence } from '#app/data/sessions.server.ts'
import type { ConsentText } from '#app/domain/lead/consent.ts'

export function consentEvidence(text: ConsentText): ConsentEvidence {
  return { textVersion: text.version, textHash: text.hash, purposes: text.purposes }
}
