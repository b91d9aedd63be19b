import type { ConsentEvidence } from '#app/data/consent.server.ts'
import { type ConsentText, wordsOf } from '#app/domain/lead/consent.ts'
import { sha256Hex } from '#app/platform/hmac.server.ts'

/** @param company as it was named in the text that was shown, whose hash is part of the evidence */
export async function consentEvidence(text: ConsentText, company: string | null): Promise<ConsentEvidence> {
  return { textVersion: text.version, textHash: await sha256Hex(wordsOf(text, company)) }
}
