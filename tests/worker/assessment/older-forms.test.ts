import { expect, test } from 'vitest'
import { Cookieless, begin, continuationOf } from '#tests/helpers/cookieless.ts'
import { answersOf, fromNetwork } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker } = await useTestWorker()
let networks = 600
const cookieless = () => new Cookieless(worker.url, fromNetwork(++networks))
const newest = () => worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })

test('an older form that is sent once more is told so, saves nothing, and goes on with the newer answers', async () => {
  const visitor = cookieless()
  const first = await begin(visitor)
  const second = await continuationOf(
    await visitor.post('/assessment/step/1', { ...answersOf(1, 'C'), continuation: first }),
  )
  const replayed = await visitor.post('/assessment/step/1', { ...answersOf(1, 'A'), continuation: first })
  expect(replayed.status).toBe(409)
  const page = await replayed.text()
  expect(page).toContain('You have answered this since')
  expect((await newest()).responses).toEqual(answersOf(1, 'C'))
  expect(page.match(/value="C"[^>]* checked=""|checked=""[^>]* value="C"/g)).toHaveLength(4)

  const newer = /name="continuation" value="([^"]+)"/.exec(page)![1]!
  expect(
    (await visitor.post('/assessment/step/1', { ...answersOf(1, 'B'), continuation: newer })).status,
  ).toBe(200)
  expect((await newest()).responses).toEqual(answersOf(1, 'B'))
  // What changes no answer is no loss.
  const late = await visitor.post('/assessment/step/2', { ...answersOf(2, 'B'), continuation: second })
  expect(late.status).toBe(200)
})

test('a form that is sent twice, as on a bad line, goes on, and its answers are there once', async () => {
  const visitor = cookieless()
  const continuation = await begin(visitor)
  for (let times = 0; times < 2; times++) {
    const answer = await visitor.post('/assessment/step/1', { ...answersOf(1, 'C'), continuation })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('action="/assessment/step/2"')
  }
  expect(await newest()).toMatchObject({ responses: answersOf(1, 'C'), currentStep: 1 })
})

test('a form that was changed on its way is told so however often it is sent', async () => {
  const visitor = cookieless()
  const continuation = `${(await begin(visitor)).slice(0, -1)}x`
  const altered = await visitor.post('/assessment/step/1', { ...answersOf(1, 'C'), continuation })
  expect(altered.status).toBe(400)
  const again = await continuationOf(altered)
  expect(
    (await visitor.post('/assessment/step/1', { ...answersOf(1, 'C'), continuation: again })).status,
  ).toBe(400)
})

test('an older form with the same answers brings no former address back, and takes none out', async () => {
  const visitor = cookieless()
  const post = (continuation: string, email: string, others = {}) =>
    visitor.post('/assessment/step/1', { ...answersOf(1, 'C'), continuation, email, ...others })
  const first = await begin(visitor)
  const second = await continuationOf(await post(first, 'mistyped@example.com'))
  const back = await visitor.post('/assessment/step/2', { continuation: second, intent: 'back' })
  const corrected = await continuationOf(back)
  expect((await post(corrected, 'right@example.com')).status).toBe(200)

  expect((await post(first, 'mistyped@example.com')).status).toBe(409)
  expect((await post(first, '', { email_stored: 'yes' })).status).toBe(409)
  expect((await newest()).email).toBe('right@example.com')
})

test('who has asked for too many links goes on from the page that says so', async () => {
  const visitor = cookieless()
  let continuation = await begin(visitor)
  let response: Response
  do {
    const email = 'often@example.com'
    response = await visitor.post('/assessment/step/1', {
      ...answersOf(1, 'C'),
      email,
      intent: 'resume_link',
      continuation,
    })
    if (response.status === 200)
      continuation = await continuationOf(
        await visitor.post('/assessment/step/2', {
          continuation: await continuationOf(response),
          intent: 'back',
        }),
      )
  } while (response.status === 200)
  expect(response.status).toBe(429)
  const again = await continuationOf(response)
  const changed = await visitor.post('/assessment/step/1', { ...answersOf(1, 'B'), continuation: again })
  expect(changed.status).toBe(200)
  expect((await newest()).responses).toEqual(answersOf(1, 'B'))
})

test.each([
  ['a completion', 'assessments', {}],
  ['a link by e-mail', 'email_messages', { intent: 'resume_link', email: 'slow@example.com' }],
])(
  'whoever changes an answer after %s that failed is not told that they have answered since',
  async (_, table, fields) => {
    const visitor = cookieless()
    let continuation = await begin(visitor)
    for (const step of [1, 2, 3])
      continuation = await continuationOf(
        await visitor.post(`/assessment/step/${step}`, { ...answersOf(step, 'C'), continuation }),
      )
    await worker.db.$executeRawUnsafe(`ALTER TABLE ${table} ADD CONSTRAINT never CHECK (false) NOT VALID`)
    const failed = await visitor.post('/assessment/step/4', { ...answersOf(4, 'C'), ...fields, continuation })
    await worker.db.$executeRawUnsafe(`ALTER TABLE ${table} DROP CONSTRAINT never`)
    expect(failed.status).toBe(503)
    expect(await failed.clone().text()).toContain('Your answers are saved')

    const again = { ...answersOf(4, 'A'), continuation: await continuationOf(failed) }
    const results = await visitor.post('/assessment/step/4', again)
    expect(results.status).toBe(200)
    expect(await results.text()).toContain('out of 100')
  },
)
