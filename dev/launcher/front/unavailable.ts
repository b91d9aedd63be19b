import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import type { BuildFailure, SourcePlace } from '#dev/worker/build-failure.ts'

/** Where a page asks for the state of the Worker; Cloudflare keeps this prefix to itself, so that no page has it. */
export const STATE_PATH = '/cdn-cgi/local-cloud'

export interface Unavailable {
  failure: BuildFailure
  /** The number of the state that the failure belongs to: a page waits for the next one. */
  state: number
}

/** What is answered in place of the Worker: a page for browsers, JSON for those who ask for it, else plain text. */
export function renderUnavailable(
  { failure, state }: Unavailable,
  request: { accept: IncomingHttpHeaders['accept']; reload: boolean },
): { headers: OutgoingHttpHeaders; body: string } {
  const headers = { 'Cache-Control': 'no-store', 'Retry-After': '2', 'X-Content-Type-Options': 'nosniff' }
  const { accept = '' } = request
  if (accept.includes('text/html')) {
    const nonce = randomBytes(16).toString('base64url')
    const policy = `default-src 'none'; connect-src 'self'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`
    return {
      headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
      body: renderPage(failure, nonce, request.reload ? reloadScript(state) : ''),
    }
  }
  if (/\bjson\b/.test(accept)) {
    return {
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ error: 'no_worker', ...failure }),
    }
  }
  return {
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
    body: `${[failure.title, nameOf(failure.place)].filter(Boolean).join(': ')}\n\n${failure.message}\n`,
  }
}

function renderPage({ title, message, place }: BuildFailure, nonce: string, script: string): string {
  const where = nameOf(place)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(where || title)}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.25rem; }
.place { font-weight: 600; }
pre { padding: 1rem; overflow-x: auto; border: 1px solid; border-left-width: .5rem; font: .875rem/1.5 ui-monospace, monospace; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${where && `<p class="place">${escapeHtml(where)}</p>`}
<pre tabindex="0">${escapeHtml(message)}</pre>
<p>${script ? 'This page reloads by itself.' : 'Send the form again once that is fixed.'}</p>
</main>
${script && `<script nonce="${nonce}">${script}</script>\n<noscript><p>That needs a script; without one, reload it yourself.</p></noscript>`}
</body>
</html>
`
}

/** Asks until the state is another one, also across a restart of the launcher. */
function reloadScript(state: number): string {
  return `(async () => {
  for (;;) {
    const answer = await fetch('${STATE_PATH}?after=${state}').then((r) => r.json()).catch(() => null)
    if (answer && answer.state !== ${state}) return location.reload()
    if (!answer) await new Promise((done) => setTimeout(done, 1000))
  }
})()`
}

function nameOf(place: SourcePlace | undefined): string {
  return place ? [place.file, place.line, place.column].filter((part) => part !== undefined).join(':') : ''
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
