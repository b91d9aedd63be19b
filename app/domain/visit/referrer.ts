/** Longest cleaned referrer, in characters. */
export const REFERRER_MAX_LENGTH = 500

/** The query parameters that are kept, in the order in which they are written. */
export const UTM_TAGS = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
] as const

const HOST =
  /^(?=.{1,253}(?::|$))(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z][a-z0-9-]{0,62}(?::\d{1,5})?$/
const SCHEMES = ['http:', 'https:', 'android-app:']
const PATH_MAX_LENGTH = 200
const VALUE_MAX_LENGTH = 60
const REMOVED = '-'

/**
 * Keeps of a referrer what says where visitors come from, and nothing that may say who they are: scheme, host, path
 * and utm tags. Path segments and tag values that look like addresses, tokens or numbers of persons are removed.
 * @param referrer address of the page that led here; hostile input
 * @param landing address of our own page that was opened; its utm tags count before the referrer's. A referrer
 *   on its host says nothing but its tags: the visitor was here already
 * @returns an address of at most 500 characters; null when there is nothing to keep
 */
export function cleanReferrer(referrer: string | null | undefined, landing?: string | null): string | null {
  const opened = parse(landing)
  const from = parse(referrer)
  const tags = new Map([...utmTags(from), ...utmTags(opened)])
  const base = from && from.host !== opened?.host ? from : ownPage(opened, from)
  if (!base) return null
  let cleaned = `${base.protocol}//${base.host}${cleanPath(base.pathname)}`
  let joint = '?'
  for (const tag of UTM_TAGS) {
    const value = tags.get(tag)
    const added = value === undefined ? '' : `${joint}${tag}=${encodeURIComponent(value)}`
    if (added === '' || cleaned.length + added.length > REFERRER_MAX_LENGTH) continue
    cleaned += added
    joint = '&'
  }
  return cleaned
}

/** Visitors who did not come from elsewhere are told apart by tags alone: the page of ours that has some. */
function ownPage(opened: URL | null, from: URL | null): URL | null {
  return [opened, from].find((page) => utmTags(page).length > 0) ?? null
}

function parse(address: string | null | undefined): URL | null {
  if (!address || address.length > 8192 || !URL.canParse(address)) return null
  const url = new URL(address)
  // Hosts that are bare IP addresses are left out: they can be somebody's own machine.
  return SCHEMES.includes(url.protocol) && HOST.test(url.host) ? url : null
}

function utmTags(url: URL | null): [string, string][] {
  if (!url) return []
  return UTM_TAGS.flatMap((tag): [string, string][] => {
    const value = url.searchParams.get(tag)?.trim()
    return value && value.length <= VALUE_MAX_LENGTH && isHarmless(value) ? [[tag, value]] : []
  })
}

function cleanPath(path: string): string {
  let cleaned = ''
  for (const segment of path.split('/').slice(1)) {
    const next = `/${cleanSegment(segment)}`
    if (cleaned.length + next.length > PATH_MAX_LENGTH) break
    cleaned += next
  }
  return cleaned || '/'
}

function cleanSegment(segment: string): string {
  const text = decode(segment)
  if (text === '') return ''
  return text !== null && text.length <= 80 && isHarmless(text) ? encodeURIComponent(text) : REMOVED
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}

/** Whether a decoded text is made of ordinary words: no address, no token, no long number. */
function isHarmless(text: string): boolean {
  // A percent sign after decoding hides something encoded twice; "@" and "=" stand in addresses and parameters.
  if (!/^[\p{L}\p{N}\p{M} ._~+:|-]+$/u.test(text)) return false
  if (/(?:\d[ ._~+:|-]?){9,}/.test(text)) return false
  return text.split(/[ ._~+:|-]/).every((word) => !looksLikeToken(word))
}

function looksLikeToken(word: string): boolean {
  if (word.length > 30) return true
  const hasDigit = /\d/.test(word)
  const hasLetter = /\p{L}/u.test(word)
  if (word.length >= 12 && hasDigit && hasLetter) return true
  // Base64 changes case within a word again and again; CamelCase titles seldom do so more than a few times.
  return word.length >= 16 && (word.match(/\p{Ll}\p{Lu}/gu) ?? []).length >= 4
}
