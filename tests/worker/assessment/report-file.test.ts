import { beforeEach, expect, test } from 'vitest'
import { type Visitor, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const PDF = '%PDF-1.7\n1 0 obj\n%%EOF\n'

/** Stands in for Cloudflare's browser, and answers as the company in the report says. */
const BROWSER = `
  import { WorkerEntrypoint } from 'cloudflare:workers'
  const ANSWERS = {
    busy: () => Response.json({ success: false, errors: [{ code: 429 }] }, { status: 429 }),
    broken: () => new Response('upstream', { status: 502 }),
    page: () => new Response('<!DOCTYPE html><title>Just a moment</title>', { headers: { 'Content-Type': 'text/html' } }),
    garbage: () => new Response(new Uint8Array(4096).map((_, at) => at * 31)),
    cut: () => new Response('%PDF-1.7 and no end', { headers: { 'Content-Type': 'application/pdf' } }),
    nothing: () => new Response(null, { status: 200 }),
    throws: () => { throw new Error('internal error') },
    hangs: () => new Promise(() => {}),
    trickles: () => new Response(new TransformStream().readable),
  }
  export class Browser extends WorkerEntrypoint {
    async quickAction(action, { html, pdfOptions }) {
      const how = /<h1>Works that answers (\\w+)<\\/h1>/.exec(html)?.[1]
      if (how in ANSWERS) return ANSWERS[how]()
      const headers = { 'Content-Type': 'application/pdf', 'X-Paper': pdfOptions.format }
      return action === 'pdf' ? new Response(${JSON.stringify(PDF)}, { headers }) : new Response(null, { status: 400 })
    }
  }
  export default { fetch: () => new Response(null, { status: 404 }) }
`

const { worker, started } = await useTestWorker({}, BROWSER)
beforeEach(() => worker.gateway.setFaults({}))

/** Somebody with a result, whose company says how the browser answers. */
async function owner(answer: string): Promise<{ prospect: Visitor; report: string }> {
  const prospect = await started()
  const path = await prospect.complete('C', { email: 'board@example.org', consent: 'yes' })
  const company = `Works that answers ${answer}`
  expectRedirect(await prospect.post(path, { firstName: 'Ada', lastName: 'Tall', company }))
  return { prospect, report: `${path}/report` }
}

test('the browser’s PDF is the answer, as a file that nothing keeps', async () => {
  const { prospect, report } = await owner('well')
  expect(await (await prospect.get(report)).text()).toContain('Download as PDF')
  const file = await prospect.get(`${report}.pdf`)
  expect(file.status).toBe(200)
  expect(await file.text()).toBe(PDF)
  expect(file.headers.get('Content-Type')).toBe('application/pdf')
  expect(file.headers.get('Content-Disposition')).toMatch(/^attachment;/)
  expect(file.headers.get('Cache-Control')).toContain('no-store')
  expect(file.headers.get('X-Content-Type-Options')).toBe('nosniff')
})

test.each(['busy', 'broken', 'page', 'garbage', 'cut', 'nothing', 'throws', 'hangs', 'trickles'])(
  'a browser whose answer is “%s” leads to the page, which says so and prints',
  async (answer) => {
    const { prospect, report } = await owner(answer)
    const instead = expectRedirect(await prospect.get(`${report}.pdf`), `${report}?no-pdf`)
    const page = await prospect.get(instead)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('The PDF could not be made just now')
    expect(worker.logs.filter((line) => line.includes('board@example.org'))).toEqual([])
  },
)

test('a database that fails while the print is counted leads to the page as well, and nothing is printed', async () => {
  const { prospect, report } = await owner('well')
  worker.gateway.setFaults({ drop: { next: 1, matching: 'hit_rate_limits', when: 'before' } })
  expectRedirect(await prospect.get(`${report}.pdf`), `${report}?no-pdf`)
  expect((await prospect.get(`${report}.pdf`)).status).toBe(200)
})
