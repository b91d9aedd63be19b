import { LANGUAGES, type Language } from './language/languages.ts'
import { DEFAULT_MOUNT, DEFAULT_SCORECARD, mountedPath } from './visit/mount.ts'

export const PUBLIC_PATHS = ['/', '/privacy', '/accessibility'] as const
/** Pages that each scorecard has for itself. */
const OWN_PATHS = ['/'] as const

/** By https://www.sitemaps.org/protocol.html and, for languages, https://developers.google.com/search/docs/specialty/international/localized-versions. */
export function sitemapXml(site: string, scorecards: readonly string[]): string {
  const entries = scorecards.flatMap((scorecard) =>
    (scorecard === DEFAULT_SCORECARD ? PUBLIC_PATHS : OWN_PATHS).flatMap((path) => {
      const addressIn = (language: Language) => {
        const mount = { ...DEFAULT_MOUNT, language, scorecard }
        return escapeXml(new URL(mountedPath(mount, path), site).href)
      }
      const others = LANGUAGES.map(
        (language) => `<xhtml:link rel="alternate" hreflang="${language}" href="${addressIn(language)}"/>`,
      ).join('')
      return LANGUAGES.map((language) => `  <url><loc>${addressIn(language)}</loc>${others}</url>\n`)
    }),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('')}</urlset>\n`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
