import { describe, expect, test } from 'vitest'
import { quizKey } from '#app/web/quiz.server.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { begin } from '#tests/helpers/framed.ts'
import { type Visitor, answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

// Addresses of steps that the assessment does not have, or does not have yet, wherever it is shown.

const { worker, visitor } = await useTestWorker({ EMBED_ORIGINS: 'https://www.partner.example' })

const LAST = QUIZ.areas.length
const BEYOND = [0, LAST + 1, 8, 9].map((step) => `/assessment/step/${step}`)

/** Stands at the second step. */
async function underWay(prefix: string): Promise<Visitor> {
  const prospect = visitor()
  if (prefix === '/embed') {
    const { continuation } = await begin(prospect)
    const fields = { ...answersOf(1, 'B'), continuation: continuation! }
    expectRedirect(await prospect.post('/embed/assessment/step/1', fields), '/embed/assessment/step/2')
    return prospect
  }
  expectRedirect(await prospect.post(`${prefix}/assessment/start`), `${prefix}/assessment/step/1`)
  expectRedirect(await prospect.post(`${prefix}/assessment/step/1`, answersOf(1, 'B')))
  return prospect
}

async function finished(prefix: string): Promise<Visitor> {
  const prospect = await underWay(prefix)
  for (let step = 2; step <= LAST; step++)
    expectRedirect(await prospect.post(`${prefix}/assessment/step/${step}`, answersOf(step, 'B')))
  return prospect
}

const nobody = async () => visitor()

describe.each(['', '/de', '/embed'])('under "%s"', (prefix) => {
  test.each([
    ['nobody', nobody],
    ['who is under way', underWay],
    ['who has finished', finished],
  ])('a step that there is not is not found: %s', async (_, come) => {
    const prospect = await come(prefix)
    const before = await worker.db.assessmentSession.findMany({ orderBy: { sessionId: 'asc' } })
    for (const path of BEYOND)
      for (const quiz of [undefined, quizKey(QUIZ), 'nothing@2026', '__proto__@constructor']) {
        const fields = { ...answersOf(1, 'A'), ...answersOf(LAST, 'A'), ...(quiz && { quiz }) }
        const read = await prospect.get(prefix + path)
        const sent = await prospect.post(prefix + path, fields)
        const saved = await prospect.post(`${prefix}${path}/answers`, fields)
        expect({ path, quiz, statuses: [read.status, sent.status] }).toEqual({
          path,
          quiz,
          statuses: [404, 404],
        })
        // To a browser without an assessment a save says that there is none.
        expect([404, 410]).toContain(saved.status)
      }
    expect(await worker.db.assessmentSession.findMany({ orderBy: { sessionId: 'asc' } })).toEqual(before)
  })

  test('a step that is not open yet leads to the one that is, and takes nothing', async () => {
    const prospect = await underWay(prefix)
    const before = await worker.db.assessmentSession.findMany({ orderBy: { sessionId: 'asc' } })
    for (const step of [3, LAST]) {
      const path = `${prefix}/assessment/step/${step}`
      expectRedirect(await prospect.get(path), `${prefix}/assessment/step/2`)
      const sent = await prospect.post(path, answersOf(step, 'A'))
      expect(sent.status).toBe(409)
      expect(await sent.text()).toContain(`href="${prefix}/assessment/step/2?assessment=`)
      expect((await prospect.post(`${path}/answers`, answersOf(step, 'A'))).status).toBe(409)
    }
    expect(await worker.db.assessmentSession.findMany({ orderBy: { sessionId: 'asc' } })).toEqual(before)
  })
})
