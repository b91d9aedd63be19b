import { expect, test } from 'vitest'
import { countAssessments } from '#app/services/roll-up/count-assessments.server.ts'
import { eventually } from '#tests/helpers/eventually.ts'
import { CONTROL, EXPERIMENT, PAGE_WORDS, TREATMENT, wordsOfVariant } from '#tests/helpers/experiments.ts'
import { OPS_TOKEN, signIn } from '#tests/helpers/operator.ts'
import { Visitor, expectRedirect, fromNetwork } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor } = await useTestWorker({ OPS_TOKEN })
const { db } = worker
const { id } = EXPERIMENT
const PATH = `/ops/experiments/${id}`
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

const person = (network: number) =>
  new Visitor(worker.url, { ...fromNetwork(1000 + network), 'User-Agent': CHROME })
const pageOf = async (prospect: Visitor, path = '/') => (await prospect.get(path)).text()
const hiddenIn = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]),
  )

test('a test begins and ends on the console, and the pages follow', async () => {
  const operator = await signIn(visitor())
  expect(await pageOf(operator, PATH)).toContain(`/ops/act?act=start_experiment&amp;experiment=${id}`)
  expect(hiddenIn(await pageOf(person(0)))).not.toHaveProperty('variant')

  const start = { act: 'start_experiment', experiment: id }
  expect(await pageOf(operator, `/ops/act?${new URLSearchParams(start)}`)).toContain('Start a test')
  expect((await operator.post('/ops/act', start)).status).toBe(422)
  expect(await db.experiment.count()).toBe(0)
  const done = expectRedirect(await operator.post('/ops/act', { ...start, confirmed: 'yes' }))
  expect(await pageOf(operator, done)).toContain('It is on the record.')

  // What is drawn is the same in every isolate: only when the test is known depends on the time.
  await eventually(async () => expect(hiddenIn(await pageOf(person(0)))).toHaveProperty('variant'))
  const shown = new Set<string>()
  for (let place = 1; place <= 24; place++) shown.add(hiddenIn(await pageOf(person(place))).variant!)
  expect([...shown].sort()).toEqual(EXPERIMENT.variants.map(({ key }) => key).sort())

  const prospect = person(30)
  const form = hiddenIn(await pageOf(prospect))
  expectRedirect(await prospect.post('/assessment/start', { ...form, variant: TREATMENT.key }))
  expect(await pageOf(prospect)).toContain(TREATMENT.key)
  const bot = new Visitor(worker.url, { ...fromNetwork(2000), 'User-Agent': 'Googlebot/2.1' })
  expect(hiddenIn(await pageOf(bot))).toMatchObject({ traffic: 'bot' })
  expect(await pageOf(bot)).toContain(PAGE_WORDS.headline)

  const stop = { act: 'stop_experiment', experiment: id, confirmed: 'yes' }
  expect((await operator.post('/ops/act', stop)).status).toBe(422)
  expectRedirect(await operator.post('/ops/act', { ...stop, winner: TREATMENT.id }))
  await eventually(async () =>
    expect(hiddenIn(await pageOf(person(0)))).toMatchObject({ variant: `${TREATMENT.key}:chosen` }),
  )
  expect(await pageOf(bot)).toContain(wordsOfVariant(TREATMENT).headline)
  expect(await db.opsAction.findMany({ where: { subject: id }, orderBy: { at: 'asc' } })).toMatchObject([
    { action: 'started_experiment', count: 1, role: 'operate' },
    { action: 'stopped_experiment', count: 1, reason: TREATMENT.id },
  ])
})

test('who may only see can neither start nor stop', async () => {
  const viewer = await signIn(visitor(), 'viewer')
  expect(await pageOf(viewer, PATH)).not.toContain('/ops/act')
  for (const act of ['start_experiment', 'stop_experiment']) {
    const fields = { act, experiment: id, winner: CONTROL.id, confirmed: 'yes' }
    expect((await viewer.post('/ops/act', fields)).status).toBe(403)
  }
})

test.each(['no-such-test', 'UPPER', '..%2f', 'x'.repeat(65), `${id}/more`])(
  'what is no test has no page and cannot be started: %s',
  async (name) => {
    const operator = await signIn(visitor())
    expect((await operator.get(`/ops/experiments/${name}`)).status).toBe(404)
    const fields = { act: 'start_experiment', experiment: name, confirmed: 'yes' }
    expect((await operator.post('/ops/act', fields)).status).toBe(422)
  },
)

test('a preview is one from the landing page to the result, and no figure of visitors has it', async () => {
  const previewer = person(40)
  const response = await previewer.get(`/?variant=${TREATMENT.key}`)
  const html = await response.text()
  expect(response.status).toBe(200)
  expect(html).toContain('<meta name="robots" content="noindex"')
  expect(html).toContain('You are looking at a preview')
  const form = hiddenIn(html)
  expectRedirect(await previewer.post('/assessment/start', form), '/assessment/step/1')
  const results = await previewer.complete('C')
  const assessment = await db.assessment.findUniqueOrThrow({ where: { id: results.split('/').at(-1)! } })
  expect(assessment).toMatchObject({ trafficKind: 'preview', abTestVariant: TREATMENT.key })
  await eventually(async () => {
    const rows = await db.funnelDay.findMany({ where: { variant: TREATMENT.key, trafficKind: 'preview' } })
    expect(rows.reduce((sum, { landings }) => sum + landings, 0)).toBe(1)
  })
  await countAssessments(db)
  const counted = await db.funnelDay.aggregate({
    where: { variant: TREATMENT.key, trafficKind: 'preview' },
    _sum: { completed: true },
  })
  expect(counted._sum.completed).toBe(1)
  expect(hiddenIn(await pageOf(previewer)).traffic).toBe('visitor')
})

test('a variant that is not known is a 404 with words and the page as it stands, which no search engine keeps', async () => {
  const response = await person(50).get('/?variant=%3Cscript%3E')
  const html = await response.text()
  expect(response.status).toBe(404)
  expect(html).toContain('There is no variant of this page by that name')
  expect(html).toContain('<meta name="robots" content="noindex"')
  expect(html).not.toContain('&lt;script&gt;')
})

test('the page of a test is a spreadsheet and a file for programs as well', async () => {
  const operator = await signIn(visitor())
  const csv = await pageOf(operator, `${PATH}.csv`)
  for (const variant of EXPERIMENT.variants) expect(csv).toContain(variant.id)
  const page = JSON.parse(await pageOf(operator, `${PATH}.json`)) as unknown
  expect(JSON.stringify(page)).toContain('sample-ratio')
})
