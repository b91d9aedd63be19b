import { afterAll, expect, test } from 'vitest'
import { type Question, findCategory } from '#app/domain/quiz/quiz.ts'
import { parseRecommendations } from '#app/domain/quiz/recommendations.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { startChangedWorker } from '#tests/helpers/changed-content.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { Visitor, answersOf, expectRedirect, fromNetwork } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor } = await useTestWorker()
const later = await startChangedWorker(worker)
afterAll(() => later.miniflare.dispose())

const [FIRST] = QUIZ.questions as [Question]
const NEW = 'from 2099 on'

/** The same browser, after two releases that have each published a new version. */
function afterRelease({ cookies }: Visitor): Visitor {
  const same = new Visitor(later.url, fromNetwork(4000))
  for (const [name, value] of cookies) same.cookies.set(name, value)
  return same
}

const scoreIn = (html: string) => /gauge-score[^>]*>(\d+)/.exec(html)?.[1]

/** The form's name of the quiz that it asks. */
const quizIn = (html: string) => /name="quiz" value="([^"]+)"/.exec(html)![1]!

test('whoever is under way finishes, after two publications, on the version that they began with, and is shown its words', async () => {
  const prospect = visitor()
  await prospect.start()
  expectRedirect(await prospect.post('/assessment/step/1', answersOf(1, 'A')), '/assessment/step/2')

  const same = afterRelease(prospect)
  const first = await (await same.get('/assessment/step/1')).text()
  expect([first.includes(FIRST.text), first.includes(NEW)]).toEqual([true, false])
  const quiz = quizIn(first)
  expect(quiz).toBe(`ai-readiness@${QUIZ.version}`)
  for (const step of [2, 3])
    expectRedirect(await same.post(`/assessment/step/${step}`, { ...answersOf(step, 'C'), quiz }))
  const results = expectRedirect(await same.post('/assessment/step/4', { ...answersOf(4, 'C'), quiz }))

  const stored = await worker.db.assessment.findFirstOrThrow({ where: { quizVersion: QUIZ.version } })
  // 25 of 100 at 100 points and the rest at 50; the new version would make it 99.
  expect(stored).toMatchObject({ totalScore: 63, quizVersion: QUIZ.version })
  const page = await (await same.get(results)).text()
  expect([page.includes(FIRST.choices.A), page.includes(NEW)]).toEqual([true, false])
  const report = await (await same.get(`${results}/report`)).text()
  expect([report.includes(QUIZ.version), report.includes(FIRST.choices.A), report.includes('2099')]).toEqual([
    true,
    true,
    false,
  ])
})

test('a result of two publications ago stays as it was, with its own words', async () => {
  const prospect = visitor()
  await prospect.start()
  const results = await prospect.complete('B')
  const before = await (await prospect.get(results)).text()
  const after = await (await afterRelease(prospect).get(results)).text()
  const { recommendations } = await worker.db.assessment.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  const [advice] = parseRecommendations(recommendations)
  const said = (html: string) => [
    html.includes(FIRST.choices.B),
    html.includes(advice!.title),
    html.includes(findCategory(QUIZ, 'builder')!.headline),
    /from 209[89] on/.test(html),
    scoreIn(html),
  ]
  expect(said(before)).toEqual([true, true, true, false, '75'])
  expect(said(after)).toEqual(said(before))
  // What is agreed to now is agreed to in today's words.
  expect([before, after].map((html) => html.includes('in later words'))).toEqual([false, true])
})

test('the file of a person has former answers in the words that were answered, or says that there are none any more', async () => {
  const email = 'former-words@example.com'
  const prospect = visitor()
  await prospect.start()
  await prospect.complete('B', { email })
  const same = afterRelease(prospect)
  const fileOf = async () => {
    const link = await askForPrivacyLink(worker.db, same, email)
    const { records } = (await (await same.post(link, { action: 'export' })).json()) as {
      records: { what: string; data: { answers?: unknown } }[]
    }
    return records.find(({ what }) => what === 'Your result')!.data
  }
  expect((await fileOf()).answers).toContainEqual({ question: FIRST.text, answer: FIRST.choices.B })
  await worker.db.assessment.updateMany({ where: { email }, data: { quizVersion: '2020-01' } })
  expect((await fileOf()).answers).toContain('we hold their words no more')
})

test('whoever begins after a release is asked the new version', async () => {
  const prospect = new Visitor(later.url, fromNetwork(4001))
  await prospect.start()
  const page = await (await prospect.get('/assessment/step/1')).text()
  expect(page.includes('What do you ask from 2099 on?')).toBe(true)
  expect(quizIn(page)).toBe('ai-readiness@2099-01')
})

test('a session whose questions are not kept any more is told so kindly, whatever its browser does, and keeps what it has', async () => {
  const prospect = visitor()
  await prospect.start()
  const session = await worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  const { sessionId } = session
  const responses = { gone_1: 'A', gone_2: 'B' }
  await worker.db.assessmentSession.update({
    where: { sessionId },
    data: { quizVersion: '2020-01', responses },
  })
  const opened = await prospect.get('/assessment/step/1')
  expect(opened.status).toBe(410)
  expect(await opened.text()).toContain('The questions have changed since you began')
  const posted = await prospect.post('/assessment/step/1', {
    ...answersOf(1, 'A'),
    quiz: 'ai-readiness@2020-01',
  })
  expect(posted.status).toBe(410)
  expect(await posted.text()).toContain('The questions have changed since you began')
  const german = await (await prospect.get('/de/assessment/step/1')).text()
  expect(german).toContain('Die Fragen haben sich inzwischen geändert')
  const landing = await (await prospect.get('/')).text()
  expect(landing).toContain('/assessment/step/1')
  const kept = await worker.db.assessmentSession.findUniqueOrThrow({ where: { sessionId } })
  expect(kept.responses).toEqual(responses)
  // A new one begins as always.
  await prospect.start()
  expect((await prospect.get('/assessment/step/1')).status).toBe(200)
})

test('a result whose questions are not kept any more shows what is stored, and no question of another version', async () => {
  const prospect = visitor()
  await prospect.start()
  const results = await prospect.complete('D')
  const id = results.split('/').at(-1)!
  // Its areas were others, but for one.
  await worker.db.assessment.update({
    where: { id },
    data: { quizVersion: '2020-01', scoreBreakdown: { governance: 25, formerArea: 25 } },
  })
  const page = await prospect.get(results)
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('AI Theater Alert')
  expect(scoreIn(html)).toBe('25')
  expect(html).toContain('Implementation Governance')
  expect(html.match(/<li class="area-score"/g)).toHaveLength(1)
  expect([html.includes(FIRST.choices.D), html.includes(NEW)]).toEqual([false, false])
})
