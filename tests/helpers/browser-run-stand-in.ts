/** What every PDF of the stand-in begins and ends with; between them stands the page that it was made of. */
export const PDF = { start: '%PDF-1.7\n', end: '\n%%EOF\n' }

/**
 * A module that stands in for Cloudflare's Browser Run, bound as BROWSER. It answers as the company in the report says:
 * "Works that answers busy".
 */
export const BROWSER_STAND_IN = `
  import { WorkerEntrypoint } from 'cloudflare:workers'
  const pdf = (text) => new Response(text, { headers: { 'Content-Type': 'application/pdf' } })
  const ANSWERS = {
    busy: () => Response.json({ success: false, errors: [{ code: 429 }] }, { status: 429 }),
    broken: () => new Response('upstream', { status: 502 }),
    page: () => new Response('<!DOCTYPE html><title>Just a moment</title>', { headers: { 'Content-Type': 'text/html' } }),
    garbage: () => new Response(new Uint8Array(4096).map((_, at) => at * 31)),
    cut: () => pdf('%PDF-1.7 and no end'),
    nothing: () => new Response(null, { status: 200 }),
    throws: () => { throw new Error('internal error') },
    hangs: () => new Promise(() => {}),
    trickles: () => new Response(new TransformStream().readable),
    slowly: () => scheduler.wait(600_000),
  }
  export class Browser extends WorkerEntrypoint {
    async quickAction(action, { html }) {
      const how = /<h1>Works that answers (\\w+)<\\/h1>/.exec(html)?.[1]
      if (action !== 'pdf') return new Response(null, { status: 400 })
      return how in ANSWERS ? ANSWERS[how]() : pdf(${JSON.stringify(PDF.start)} + html + ${JSON.stringify(PDF.end)})
    }
  }
  export default { fetch: () => new Response(null, { status: 404 }) }
`
