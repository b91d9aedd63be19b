import { emailSchema } from '#app/domain/lead/email-address.ts'

/** RFC 5322, section 3.4: a display name of words and dots, or in quotes; providers split an unquoted one at its commas. */
const MAILBOX = /^(?:(?:"(?:[^"\\\p{Cc}]|\\\P{Cc})+"|[^()<>[\]:;@\\,"\p{Cc}]*) *<([^<>]+)>|([^<>]+))$/u

export function isMailbox(value: string): boolean {
  const [, bracketed, bare] = MAILBOX.exec(value) ?? []
  const address = bracketed ?? bare
  return address !== undefined && address === address.trim() && emailSchema.safeParse(address).success
}
