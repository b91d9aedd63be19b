import * as z from 'zod'
import { type FieldProblem, otherwise } from './field-problem.ts'
import { looksLikeFormula, stripMarks } from './pasted-text.ts'

const EMAIL_MAX_LENGTH = 254 // RFC 5321, section 4.5.3.1.3: a path of 256 with its angle brackets
const LOCAL_PART_MAX_LENGTH = 64 // RFC 5321, section 4.5.3.1.1

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
  const email = withAsciiDomain(unwrap(stripMarks(raw)))
  const problem = emailProblem(email)
  if (problem) {
    context.addIssue({ code: 'custom', ...otherwise(problem) })
    return z.NEVER
  }
  return normalizeEmail(email)
})

const WIDE = /[\uff01-\uff5e。｡]/g
const narrow = (wide: string) => (/[。｡]/.test(wide) ? '.' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

const LABEL = /^(?:e-?mail|mail) ?: */i
const QUOTED = /^["'“”„‘’‚«»‹›([]+([^@"'“”„‘’‚«»‹›([][^@]*@[^@]*[^"'“”‘’«»‹›)\]])["'“”‘’«»‹›)\]]+$/
// A link may have a subject and a text behind its address. What is longer would keep these expressions busy.
const LONGEST_PASTED = 2_000

/** What a mail program, a link or a sentence leaves around one address that is copied from it, where no other can be meant. */
function unwrap(pasted: string): string {
  if (pasted.length > LONGEST_PASTED || CONTROL.test(pasted)) return pasted
  const plain = pasted.trim().replace(WIDE, narrow).replace(LABEL, '')
  const [, named] = /^[^<>@]*<([^<>]+)>[,;]?$/.exec(plain) ?? []
  const [, linked] = /^mailto:([^?]+)(?:\?.*)?$/is.exec(named ?? plain) ?? []
  const address = withoutStop(linked === undefined ? (named ?? plain) : decoded(linked))
  return withoutStop(QUOTED.exec(address)?.[1] ?? address)
}

const withoutStop = (address: string) => address.replace(/(?<=@[^@]*[^.,;:!?])[.,;:!?]$/, '')

/** A link writes a plus, or the @, by its number. */
function decoded(link: string): string {
  try {
    return decodeURIComponent(link)
  } catch {
    return link
  }
}

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

const DOTS_MEAN_NOTHING = new Set(['gmail.com', 'googlemail.com'])

/** For caps to count by: what follows a plus is a note to oneself (RFC 5233), and https://support.google.com/mail/answer/7436150. */
export function canonicalMailbox(email: string): string {
  const [whole = '', domain = ''] = normalizeEmail(email).split('@')
  const local = whole.replace(/(?<=.)\+.*/, '')
  return DOTS_MEAN_NOTHING.has(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`
}

/** Whether it is spelled as its mailbox is called. */
export function isPlainAddress(email: string): boolean {
  const [local] = canonicalMailbox(email).split('@')
  return normalizeEmail(email).startsWith(`${local}@`)
}

/** Enough for who owns the address to know it by, and for nobody else: `r…@e….com`. */
export function shortenAddress(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  return `${local.slice(0, 1)}…@${domain.slice(0, 1)}…${domain.slice(domain.lastIndexOf('.'))}`
}

function emailProblem(raw: string): FieldProblem | null {
  if (CONTROL.test(raw)) return { kind: 'not_a_line' }
  const email = normalizeEmail(raw)
  if (looksLikeFormula(email)) return { kind: 'formula' }
  if (email.length > EMAIL_MAX_LENGTH) return { kind: 'too_long', limit: EMAIL_MAX_LENGTH }
  if (/[<>"()]/.test(email)) return { kind: 'name_or_brackets' }
  if (/[,;]/.test(email) || email.split('@').length > 2) return { kind: 'several_addresses' }
  if (/\s/.test(email)) return { kind: 'spaces' }
  if (/[^ -~]/.test(email)) return { kind: 'foreign_letters' }
  const [local = '', domain] = email.split('@')
  if (domain === undefined) return { kind: 'no_at' }
  if (PRIVATE_DOMAIN.test(domain)) {
    return { kind: 'private_domain', ending: domain.slice(domain.lastIndexOf('.')) }
  }
  const valid = LOCAL_PART.test(local) && local.length <= LOCAL_PART_MAX_LENGTH && DOMAIN.test(domain)
  return valid ? null : { kind: 'no_address' }
}
