import {
  type CampaignRules,
  type CampaignTags,
  USUAL_CAMPAIGN_RULES,
  campaignQuery,
  campaignTags,
} from './campaign.ts'
import { isHarmlessSegment } from './path-segment.ts'

export const REFERRER_MAX_LENGTH = 500

const HOST =
  /^(?=.{1,253}(?::|$))(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z][a-z0-9-]{0,62}(?::\d{1,5})?$/
const SCHEMES = ['http:', 'https:', 'android-app:']
const PATH_MAX_LENGTH = 200
const REMOVED = '-'

// On these a path leads to a person more often than not.
const NETWORKS = [
  'linkedin.com',
  'xing.com',
  'facebook.com',
  'instagram.com',
  'threads.net',
  'x.com',
  'twitter.com',
  'bsky.app',
  'tiktok.com',
  'youtube.com',
  'reddit.com',
  'medium.com',
  'substack.com',
  'github.com',
  't.me',
  'vk.com',
  'gitlab.com',
  'calendly.com',
  'notion.so',
  'slack.com',
  'sharepoint.com',
  'teams.microsoft.com',
  'docs.google.com',
  'calendar.google.com',
]
// Of mailboxes: mail.google.com, outlook.live.com, webmail.example.org, deref-gmx.net, 3c.web.de.
const MAILBOX = /^(?:[a-z\d-]*mail|outlook|owa|exchange|navigator|3c)\.|^deref-/
// The next segment says who it is, on any site.
const PROFILE_SEGMENT =
  /^(?:in|u|users?|(?:be)?nutzer|profiles?|profil|people|persons?|personal|personen|authors?|autor(?:en)?|members?|mitglied(?:er)?|team|staff|employees?|mitarbeiter|customers?|clients?|kunden?|patients?|contacts|leads?|[~@].*)$/i
// The next one is good for whoever has it: a link of an e-mail, a session, a short address.
const SECRET_FOLLOWS =
  /^(?:sid|sess(?:ion)?|token|key|code|auth|sso|magic|reset|password|invit(?:e|ation)|einladung|join|unsubscribe|abmelden|opt-?out|confirm|verify|activate|shared?|[a-z])$/i

/**
 * Keeps where visitors come from, and nothing that may say who they are. Paths end at a profile; what looks like an
 * address, a token or a person's number is removed. Tags of `landing`, our own page, count before the referrer's.
 */
export function cleanReferrer(
  referrer: string | null | undefined,
  landing?: string | null,
  rules: CampaignRules = USUAL_CAMPAIGN_RULES,
): string | null {
  const readTags = (url: URL | null): CampaignTags => (url ? campaignTags(url, rules) : {})
  const opened = parseUrl(landing)
  const from = parseUrl(referrer)
  // Visitors who did not come from elsewhere are told apart by tags alone: the page of ours that has some.
  const own = [opened, from].find((page) => Object.keys(readTags(page)).length > 0)
  const base = from && from.host !== opened?.host ? from : own
  if (!base) return null
  const page = `${base.protocol}//${base.host}${cleanPath(base)}`
  const tags = { ...readTags(from), ...readTags(opened) }
  return `${page}${campaignQuery(fitting(tags, REFERRER_MAX_LENGTH - page.length))}`
}

export function carriedTags(address: string, rules?: CampaignRules): string {
  return campaignQuery(campaignTags(new URL(address), rules ?? USUAL_CAMPAIGN_RULES))
}

function fitting(tags: CampaignTags, length: number): CampaignTags {
  let kept: CampaignTags = {}
  for (const [tag, value] of Object.entries(tags)) {
    const more = { ...kept, [tag]: value }
    if (campaignQuery(more).length <= length) kept = more
  }
  return kept
}

function parseUrl(address: string | null | undefined): URL | null {
  if (!address || address.length > 8192 || !URL.canParse(address)) return null
  const url = new URL(address)
  // A bare IP address can be somebody's own machine.
  return SCHEMES.includes(url.protocol) && HOST.test(url.host) ? url : null
}

function cleanPath({ hostname, pathname }: URL): string {
  const isNetwork = NETWORKS.some((name) => hostname === name || hostname.endsWith(`.${name}`))
  if (isNetwork || MAILBOX.test(hostname)) return '/'
  let cleaned = ''
  let before = ''
  for (const segment of pathname.split('/').slice(1)) {
    const text = decode(segment) ?? ''
    if (PROFILE_SEGMENT.test(text)) return `${cleaned}/`
    const next = `/${isSecret(before, text) ? REMOVED : cleanSegment(segment)}`
    if (cleaned.length + next.length > PATH_MAX_LENGTH) break
    cleaned += next
    before = text
  }
  return cleaned || '/'
}

/** What is one word after such another one: a title has several. */
function isSecret(before: string, text: string): boolean {
  return SECRET_FOLLOWS.test(before) && text.length > 1 && !/^[\p{Ll}\d]+(?:-[\p{Ll}\d]+)+$/u.test(text)
}

function cleanSegment(segment: string): string {
  const text = decode(segment)
  if (text === '') return ''
  return text !== null && isHarmlessSegment(text) ? encodeURIComponent(text) : REMOVED
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
