import { describe, expect, test } from 'vitest'
import { writeContinuation } from '#app/web/continuation.server.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { begin, continuationIn, directive } from '#tests/helpers/framed.ts'
import { type Visitor, answersOf } from '#tests/helpers/visitor.ts'
import { TEST_SECRET, useTestWorker } from '#tests/helpers/worker.ts'

const PARTNER = 'https://www.partner.example'

const { worker, visitor } = await useTestWorker({ EMBED_ORIGINS: PARTNER })

describe('without cookies', () => {
  /** The whole way by the form alone. @returns the page of results */
  async function takeWithoutCookies(prospect: Visitor): Promise<string> {
    let html = await (await begin(prospect)).response.text()
    for (const step of [1, 2, 3, 4]) {
      prospect.cookies.clear()
      const continuation = continuationIn(html)!
      const answer = await prospect.post(`/embed/assessment/step/${step}`, {
        ...answersOf(step, 'B'),
        continuation,
      })
      expect([answer.status, answer.headers.get('Location')]).toEqual([200, null])
      expect(answer.headers.getSetCookie()).toEqual([])
      html = await answer.text()
    }
    return html
  }

  test('each step answers its post, and the results take an address', async () => {
    const prospect = visitor()
    const html = await takeWithoutCookies(prospect)
    const action = /<form[^>]*action="(\/embed\/assessment\/results\/[\w-]{36})"/.exec(html)?.[1]
    const answer = await prospect.post(action!, {
      email: 'no-cookie@example.com',
      consent: 'on',
      continuation: continuationIn(html)!,
    })
    expect(answer.status).toBe(200)
    expect(await worker.db.assessment.count({ where: { email: 'no-cookie@example.com' } })).toBe(1)
  })

  test('a form that is altered, old, or of another purpose carries nothing on', async () => {
    const { continuation = '' } = await begin(visitor())
    const [sessionId = ''] = continuation.split('.')
    const stranger = visitor()
    const old = new Date(Date.now() - LIFETIMES.continuation * 1000)
    const tooOld = await writeContinuation([TEST_SECRET], 'steps', sessionId, old)
    const forms = [
      '',
      'x',
      continuation.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      tooOld,
      await writeContinuation([TEST_SECRET], 'results', sessionId, new Date()),
      await writeContinuation(['another-secret'], 'steps', sessionId, new Date()),
    ]
    for (const form of forms) {
      const answer = await stranger.post('/embed/assessment/step/1', {
        ...answersOf(1, 'A'),
        continuation: form,
      })
      const isOver = form === '' || form === tooOld
      expect(answer.status).toBe(isOver ? 410 : 400)
      expect(await answer.text()).toContain(isOver ? 'Your session has expired' : 'This page was not saved')
      expect(directive(answer, 'frame-ancestors')).toContain(PARTNER)
    }
    const session = await worker.db.assessmentSession.findUniqueOrThrow({ where: { sessionId } })
    expect(session.responses).toEqual({})
  })

  test('a form that is sent once more makes no second assessment, and one of a stranger writes nothing to it', async () => {
    const prospect = visitor()
    let html = await (await begin(prospect)).response.text()
    const forms: string[] = []
    for (const step of [1, 2, 3, 4]) {
      prospect.cookies.clear()
      forms.push(continuationIn(html)!)
      const fields = { ...answersOf(step, 'D'), continuation: forms.at(-1)!, email: 'once@example.com' }
      html = await (await prospect.post(`/embed/assessment/step/${step}`, fields)).text()
    }
    const again = await visitor().post('/embed/assessment/step/4', {
      ...answersOf(4, 'A'),
      continuation: forms[3]!,
    })
    expect(again.status).toBe(200)
    expect(await again.text()).not.toContain('once@')
    const stored = await worker.db.assessment.findMany({ where: { email: 'once@example.com' } })
    expect(stored.map(({ totalScore }) => totalScore)).toEqual([25])
  })

  test('a cookie of another assessment does not take the answers of a form', async () => {
    const first = visitor()
    const { continuation } = await begin(first)
    const second = visitor()
    await begin(second)
    const answer = await second.post('/embed/assessment/step/1', {
      ...answersOf(1, 'A'),
      assessment: '',
      continuation: continuation!,
    })
    expect(answer.status).toBe(409)
  })
})
