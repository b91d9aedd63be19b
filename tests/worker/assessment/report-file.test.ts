import { beforeEach, expect, test } from 'vitest'
import { BROWSER_STAND_IN, PDF } from '#tests/helpers/browser-run-stand-in.ts'
import { Visitor, expectRedirect, fromNetwork } from '#tests/helpers/visitor.ts'
import { startTestWorker, useTestWorker } from '#tests/helpers/worker.ts'

/** Longer than any machine needs for a PDF, but for the test of one that is late. */
const PATIENCE = { PRINT_WAIT_MS: '60000' }

const { worker, started } = await useTestWorker(PATIENCE, BROWSER_STAND_IN)
beforeEach(() => worker.gateway.setFaults({}))

/** Somebody with a result, whose company says how the browser answers. */
async function owner(answer: string, prospect?: Visitor): Promise<{ prospect: Visitor; report: string }> {
  prospect ??= await started()
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
  const text = await file.text()
  expect(text.startsWith(PDF.start) && text.endsWith(PDF.end)).toBe(true)
  expect(text).toContain('<h1>Works that answers well</h1>')
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

test('a browser that is late leads to the page as well: nobody waits longer than the setting says', async () => {
  const impatient = await startTestWorker({ PRINT_WAIT_MS: '50' }, BROWSER_STAND_IN)
  try {
    const late = new Visitor(impatient.url, fromNetwork(1))
    await late.start()
    const { prospect, report } = await owner('slowly', late)
    expectRedirect(await prospect.get(`${report}.pdf`), `${report}?no-pdf`)
    await expect.poll(() => impatient.logs.join('\n')).toContain('"reason":"timeout"')
  } finally {
    await impatient.close()
  }
})
