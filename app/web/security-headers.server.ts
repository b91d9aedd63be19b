export const CSP_REPORTS = '/csp-reports'

const YEAR_SECONDS = 365 * 24 * 60 * 60

export interface PageNeeds {
  /** of its scripts and styles; absent for what is no page, which loads nothing and runs nothing */
  nonce?: string | undefined
  widgetOrigin?: string | undefined
  /** a page of /ops: no script, no search engine, and no other page learns its address */
  closed?: boolean
  kept?: boolean
  unlisted?: boolean | undefined
  /** origins that may show it in a frame; nobody may unless told */
  frameAncestors?: readonly string[] | undefined
}

/** Whether an address is one of /ops, which has {@link PageNeeds.closed} pages: in any spelling that leads to one. */
export function isClosedPath(pathname: string): boolean {
  return /^\/ops(?:[/.]|$)/i.test(decodePath(pathname))
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/** With `no-referrer`, browsers would post `Origin: null`, which looks cross-origin. */
export function setSecurityHeaders(headers: Headers, needs: PageNeeds = {}): void {
  if (needs.nonce !== undefined) headers.set('Reporting-Endpoints', `csp="${CSP_REPORTS}"`)
  headers.set('Content-Security-Policy', contentSecurityPolicy(needs).join('; '))
  headers.set('Strict-Transport-Security', `max-age=${YEAR_SECONDS}; includeSubDomains`)
  headers.set('X-Content-Type-Options', 'nosniff')
  // It knows no list of origins, and takes precedence in old browsers.
  if (!needs.frameAncestors) headers.set('X-Frame-Options', 'DENY')
  if (needs.frameAncestors || needs.unlisted) headers.set('X-Robots-Tag', 'noindex')
  headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  if (needs.closed) {
    // Browsers without Sec-Fetch-Site would post `Origin: null`; operators' browsers have it.
    headers.set('Referrer-Policy', 'no-referrer')
    headers.set('X-Robots-Tag', 'noindex, nofollow')
    headers.set('Cache-Control', 'no-store')
  }
  if (needs.kept) {
    headers.set('Cache-Control', 'private, no-cache')
    // Going back shows what is stored without asking, but not to somebody who has a cookie by then.
    headers.append('Vary', 'Cookie')
  }
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}

function contentSecurityPolicy({ nonce, widgetOrigin, closed, frameAncestors }: PageNeeds): string[] {
  const ancestors = `frame-ancestors ${frameAncestors?.join(' ') ?? "'none'"}`
  // The same in every answer and file, so that HTTP/2 sends it once a connection.
  if (nonce === undefined && !closed)
    return ["default-src 'none'", "base-uri 'none'", "form-action 'none'", ancestors]
  return [
    "default-src 'none'",
    closed ? "script-src 'none'" : `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    ...(widgetOrigin === undefined ? [] : [`frame-src ${new URL(widgetOrigin).origin}`]),
    closed ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    ancestors,
    "object-src 'none'",
    'report-to csp',
    `report-uri ${CSP_REPORTS}`,
  ]
}
