import { DAY } from './duration.ts'

const VALID_SECONDS = 180 * DAY

/** The text of RFC 9116, which recommends less than a year. It expires at the start of a day, so that it is the same text all day long. */
export function securityText(facts: {
  contact: string
  languages: string
  canonical: string
  now: Date
}): string {
  const { contact, languages, canonical, now } = facts
  const expires = new Date(now.getTime() + VALID_SECONDS * 1000).toISOString().replace(/T.*/, 'T00:00:00Z')
  const fields = {
    Contact: contact,
    Expires: expires,
    'Preferred-Languages': languages,
    Canonical: canonical,
  }
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}
