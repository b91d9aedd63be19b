import * as z from 'zod'

const DIRECTIVES = [
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'style-src',
  'style-src-elem',
  'style-src-attr',
  'img-src',
  'font-src',
  'connect-src',
  'manifest-src',
  'form-action',
  'base-uri',
  'frame-ancestors',
  'object-src',
  'default-src',
] as const

/** What is kept of a report: neither what was blocked nor where from, which may name a person. */
export interface CspViolation {
  directive: (typeof DIRECTIVES)[number] | 'other'
  pathname: string
}

const text = z.string().max(4_096).catch('')
// https://www.w3.org/TR/CSP3/#reporting: the body of `report-to`, and that of `report-uri`, which is older.
const modern = z.object({
  type: z.literal('csp-violation'),
  body: z.object({ documentURL: text, effectiveDirective: text }),
})
const older = z.object({
  'csp-report': z.object({ 'document-uri': text, 'effective-directive': text, 'violated-directive': text }),
})

const MOST_AT_ONCE = 20

export function readCspReports(body: unknown): CspViolation[] {
  return (Array.isArray(body) ? body.slice(0, MOST_AT_ONCE) : [body]).flatMap((report) => {
    const { body: known } = modern.safeParse(report).data ?? {}
    if (known) return [violation(known.effectiveDirective, known.documentURL)]
    const { 'csp-report': former } = older.safeParse(report).data ?? {}
    if (!former) return []
    return [violation(former['effective-directive'] || former['violated-directive'], former['document-uri'])]
  })
}

function violation(directive: string, url: string): CspViolation {
  const [name] = directive.split(' ')
  return {
    directive: DIRECTIVES.find((known) => known === name) ?? 'other',
    pathname: URL.canParse(url) ? new URL(url).pathname : '',
  }
}
