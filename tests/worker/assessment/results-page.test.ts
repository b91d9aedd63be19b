import { expect, test } from 'vitest'
import { QUESTIONS } from '#tests/factories/quiz.ts'
import { expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor, started } = await useTestWorker({ COMPANY_NAME: 'Example Advisers' })

const wordsOf = (page: Response) => page.text()
const adviceOn = (page: string) =>
  QUESTIONS.filter(({ recommendation }) => page.includes(recommendation.title))

test('before an address the first step is shown and no other leaves the server; after it one stands at all of them', async () => {
  const prospect = await started()
  const path = await prospect.complete('D')
  expect(adviceOn(await wordsOf(await prospect.get(path)))).toHaveLength(1)

  const location = expectRedirect(await prospect.post(path, { email: 'steps@example.org' }))

  expect(location).toBe(`${path}?saved#next-steps`)
  const page = await wordsOf(await prospect.get(location))
  expect(page).toMatch(/id="next-steps" tabindex="-1"/)
  expect(adviceOn(page)).toHaveLength(5)
})

test('an address that names questions to fix shows the score with them, and passes over what names none', async () => {
  const prospect = await started()
  const path = await prospect.complete('C')
  const page = await wordsOf(
    await prospect.get(
      `${path}?fix=customer_safe_1&fix=governance_1&fix=no_such&fix=%00&fix=customer_safe_1`,
    ),
  )
  expect(page).toContain('With these 2 fixes the score would be <strong>56</strong> in place of 50.')
  expect(page).toMatch(/id="fix-customer_safe_1" name="fix" checked=""/)
  expect(await wordsOf(await prospect.get(`${path}?fix=no_such`))).not.toContain('would be')
})

test('the report is for whoever may see the results, and names the company to the browser that gave it alone', async () => {
  const prospect = await started()
  const path = await prospect.complete('D', { email: 'board@example.org', consent: 'yes' })
  const company = 'Tall & Sons'
  expectRedirect(await prospect.post(path, { firstName: 'Rosalinde', lastName: 'Tall', company }))
  const report = await wordsOf(await prospect.get(`${path}/report`))
  for (const shown of [
    'Tall &amp; Sons',
    'Example Advisers',
    'How the score comes about',
    'Version of the questions',
  ])
    expect(report).toContain(shown)
  expect(adviceOn(report)).toHaveLength(5)
  expect(report).not.toContain('Rosalinde')
  expect(report).not.toContain('board@example.org')

  expectRedirect(await prospect.post(path, { intent: 'share' }))
  const shared = /\/assessment\/shared\/\w+/.exec(await (await prospect.get(path)).text())![0]
  const passedOn = await wordsOf(await visitor().get(`${shared}/report`))
  expect(passedOn).toContain('How the score comes about')
  expect(passedOn).not.toContain('Tall')

  for (const address of [`${path}/report`, `${path}/report.pdf`, '/assessment/shared/nothing/report'])
    await expectPageNotFound(await visitor().get(address))
})

/** A page of ours, also in the place of a file. */
async function expectPageNotFound(response: Response) {
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('</html>')
}

test('without a browser of Cloudflare’s there is no PDF to ask for, and its address leads to the page', async () => {
  const prospect = await started()
  const path = await prospect.complete('D')
  expect(await wordsOf(await prospect.get(`${path}/report`))).not.toContain('Download as PDF')
  expectRedirect(await prospect.get(`${path}/report.pdf`), `${path}/report`)
})

test('the log names the pages of a result without its number', async () => {
  const prospect = await started()
  const path = await prospect.complete('D')
  await (await prospect.get(`${path}/report`)).text()
  await expect.poll(() => worker.logs.join('\n')).toContain('"route":"/assessment/results/:id/report"')
  expect(worker.logs.join('\n')).not.toContain(path.split('/').at(-1))
})

test('a page of results takes one statement, compared or not, and so does its report', async () => {
  const prospect = await started()
  await prospect.complete('D')
  await prospect.start()
  const path = await prospect.complete('C')
  for (const address of [path, `${path}?fix=governance_1`, `${path}/report`]) {
    worker.gateway.resetStats()
    await (await prospect.get(address)).text()
    expect(worker.gateway.stats()).toMatchObject({ statements: 1, roundTrips: 1 })
  }
})
