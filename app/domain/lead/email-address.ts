import * as z from 'zod'
import { stripMarks } from './pasted-text.ts'

const EMAIL_MAX_LENGTH = 254 // RFC 5321, section 4.5.3.1.3: a path of 256 with its angle brackets
const LOCAL_PART_MAX_LENGTH = 64 // RFC 5321, section 4.5.3.1.1

export const NO_LINK_ADDRESS = 'Enter the address to send the link to.'

const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u
// Of no public domain: RFC 6761, RFC 6762, RFC 7686, RFC 8375, and `internal`.
const PRIVATE_DOMAIN = /\.(?:local|localhost|localdomain|internal|invalid|lan|onion|arpa)$/
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/**
 * Trimmed and in lower case, a domain with other letters in its ASCII form. Plain addresses only: providers and CRMs
 * refuse quotes, comments, names and letters outside ASCII, or read them differently.
 */
export const emailSchema = z.string().transform((raw, context) => {
  const email = withAsciiDomain(stripMarks(raw))
  const problem = emailProblem(email)
  if (problem) {
    context.addIssue({ code: 'custom', message: problem })
    return z.NEVER
  }
  return normalizeEmail(email)
})

/** As Chromium sends what was typed into a field for e-mail; other browsers send the letters. */
function withAsciiDomain(email: string): string {
  const [, local, domain] = /^([^@]*)@([\p{L}\p{M}\p{N}.-]+)$/u.exec(email.trim()) ?? []
  if (domain === undefined || !/[^ -~]/.test(domain) || !URL.canParse(`http://${domain}`)) return email
  return `${local}@${new URL(`http://${domain}`).hostname}`
}

/** HubSpot, too, compares and returns addresses in lower case. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase()
}

/** Enough for who owns the address to know it by, and for nobody else: `r…@e….com`. */
export function shortenAddress(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  return `${local.slice(0, 1)}…@${domain.slice(0, 1)}…${domain.slice(domain.lastIndexOf('.'))}`
}

function emailProblem(raw: string): string | null {
  if (CONTROL.test(raw)) return 'An e-mail address is a single line without special characters.'
  const email = normalizeEmail(raw)
  if (email.length > EMAIL_MAX_LENGTH) {
    return `An e-mail address has at most ${EMAIL_MAX_LENGTH} characters. Check what was pasted here.`
  }
  if (/[<>"()]/.test(email)) return 'Enter only the e-mail address, without a name or brackets.'
  if (/[,;]/.test(email) || email.split('@').length > 2) return 'Enter just one e-mail address.'
  if (/\s/.test(email)) return 'An e-mail address cannot contain spaces.'
  if (/[^ -~]/.test(email)) {
    return 'Only plain letters (a to z) can be used in an e-mail address here.'
  }
  const [local = '', domain] = email.split('@')
  if (domain === undefined) return 'An e-mail address contains an @, like name@example.com.'
  if (PRIVATE_DOMAIN.test(domain)) {
    return `No e-mail reaches an address that ends in ${domain.slice(domain.lastIndexOf('.'))}. Enter your public one.`
  }
  const valid = LOCAL_PART.test(local) && local.length <= LOCAL_PART_MAX_LENGTH && DOMAIN.test(domain)
  return valid ? null : 'This does not look like an e-mail address. It should look like name@example.com.'
}
