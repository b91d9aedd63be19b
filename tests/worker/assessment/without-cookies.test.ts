import { expect, test } from 'vitest'
import { Cookieless, begin, continuationOf } from '#tests/helpers/cookieless.ts'
import { Visitor, answersOf, fromNetwork } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker } = await useTestWorker()
let networks = 500

const cookieless = () => new Cookieless(worker.url, fromNetwork(++networks))

test('without cookies each step answers its post with the next, sets no cookie, and leads nowhere', async () => {
  const visitor = cookieless()
  let continuation = await begin(visitor)
  for (const step of [1, 2, 3]) {
    const response = await visitor.post(`/assessment/step/${step}`, { ...answersOf(step, 'C'), continuation })
    expect(response.status).toBe(200)
    expect(response.headers.get('Set-Cookie')).toBeNull()
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    continuation = await continuationOf(response)
  }
  const results = await visitor.post('/assessment/step/4', { ...answersOf(4, 'C'), continuation })
  expect(results.status).toBe(200)
  expect(await results.text()).toContain('Score 50 out of 100')
})

test('who asks for a link to carry on elsewhere is told what becomes of it', async () => {
  const visitor = cookieless()
  const continuation = await begin(visitor)
  const fields = { ...answersOf(1, 'C'), email: 'later@example.com', intent: 'resume_link', continuation }
  const page = await (await visitor.post('/assessment/step/1', fields)).text()
  expect(page).toMatch(
    /We are sending a link to your inbox|A link was sent|We could not send|will be sent later/,
  )
  expect(page).not.toContain('later@example.com')
})

test('whoever gets hold of a form sees no contact details, and writes none to results', async () => {
  const owner = cookieless()
  const email = 'owner@example.com'
  const continuation = await begin(owner)
  const given = { ...answersOf(1, 'C'), email, consent: 'on', continuation }
  expect(await (await owner.post('/assessment/step/1', given)).text()).not.toContain(email)
  for (const step of [2, 3, 4])
    await owner.post(`/assessment/step/${step}`, { ...answersOf(step, 'C'), continuation })
  const { id } = await worker.db.assessment.findFirstOrThrow({ where: { email } })

  const stranger = cookieless()
  const again = await stranger.post('/assessment/step/4', { ...answersOf(4, 'A'), continuation })
  expect(await again.text()).not.toMatch(/owner@|example\.com/)
  const changed = await stranger.post(`/assessment/results/${id}`, {
    email: 'stranger@example.com',
    continuation,
  })
  expect(changed.status).toBe(404)
  expect((await stranger.get(`/assessment/results/${id}?continuation=${continuation}`)).status).toBe(404)
  expect(await worker.db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    email,
    totalScore: 50,
  })
})

test('a forged continuation opens nothing, and a browser with a cookie is known by that', async () => {
  const stranger = cookieless()
  const own = await begin(cookieless())
  const forged = own.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  const refused = await stranger.post('/assessment/step/1', { ...answersOf(1, 'A'), continuation: forged })
  expect(refused.status).toBe(400)
  const page = await refused.text()
  expect(page).toContain('This form came back changed')
  // What was answered on it stands there still.
  expect(page.match(/checked=""/g)).toHaveLength(4)
  const known = new Visitor(worker.url, fromNetwork(++networks))
  await known.start()
  const response = await known.post('/assessment/step/1', { ...answersOf(1, 'A'), continuation: own })
  expect(response.status).toBe(302)
})

test('without cookies the button back answers with the step before, and keeps what was given on both', async () => {
  const visitor = cookieless()
  const first = await begin(visitor)
  const second = await visitor.post('/assessment/step/1', { ...answersOf(1, 'C'), continuation: first })
  const page = await second.text()
  expect(page).toContain('name="intent" value="back"')
  const continuation = /name="continuation" value="([^"]+)"/.exec(page)![1]!
  const fields = { customer_safe_1: 'B', email: 'back@example.com', intent: 'back', continuation }
  const back = await visitor.post('/assessment/step/2', fields)
  expect(back.status).toBe(200)
  const before = await back.text()
  expect(before).toContain('action="/assessment/step/1"')
  expect(before.match(/checked=""/g)).toHaveLength(4)
  expect(before).not.toContain('value="back"')
  expect(before).not.toContain('back@example.com')

  const shown = /name="continuation" value="([^"]+)"/.exec(before)![1]!
  const forward = await visitor.post('/assessment/step/1', { ...answersOf(1, 'A'), continuation: shown })
  expect((await forward.text()).match(/checked=""/g)).toHaveLength(1)
  expect(
    await worker.db.assessmentSession.findFirstOrThrow({ where: { email: 'back@example.com' } }),
  ).toMatchObject({ currentStep: 1, responses: { ...answersOf(1, 'A'), customer_safe_1: 'B' } })
})

/** The whole quiz, as `contact` is given at its first step. @returns the page of the results, and the field of the last step */
async function complete(visitor: Cookieless, contact: Record<string, string> = {}) {
  let continuation = await begin(visitor)
  for (const step of [1, 2, 3]) {
    const fields = { ...answersOf(step, 'C'), ...(step === 1 && contact), continuation }
    continuation = await continuationOf(await visitor.post(`/assessment/step/${step}`, fields))
  }
  const response = await visitor.post('/assessment/step/4', { ...answersOf(4, 'C'), continuation })
  return { page: await response.text(), ofStep: continuation }
}

const formOf = (page: string) => ({
  action: /action="(\/assessment\/results\/[^"]+)"/.exec(page)?.[1],
  continuation: /name="continuation" value="([^"]+)"/.exec(page)?.[1],
})

test('without cookies contact details are given on the results little by little, and shown by no page', async () => {
  const visitor = cookieless()
  const { action, continuation } = formOf((await complete(visitor)).page)
  const refused = await visitor.post(action!, { email: 'no address', continuation: continuation! })
  expect(refused.status).toBe(422)
  const again = formOf(await refused.text())
  const email = 'little@example.com'
  const saved = await visitor.post(action!, { email, continuation: again.continuation! })
  expect(saved.status).toBe(200)
  expect(saved.headers.get('Set-Cookie')).toBeNull()
  const page = await saved.text()
  expect(page).toContain('Thank you, your details are saved.')
  expect(page).not.toContain(email)
  expect(page).toContain('name="company"')
  const details = { consent: 'on', firstName: 'Ada', company: 'Example Works' }
  const last = await visitor.post(action!, { ...details, continuation: formOf(page).continuation! })
  expect(await last.text()).toMatch(/^(?!.*(Ada|Example Works)).*name="phone"/s)
  const id = action!.split('/').at(-1)!
  expect(await worker.db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    email,
    firstName: 'Ada',
    company: 'Example Works',
    leadQuality: 'executive_briefing_qualified',
  })
})

test("a result's form adds to its own result alone, replaces no address, makes no links, and a step's form is nothing there", async () => {
  const owner = cookieless()
  const { page, ofStep } = await complete(owner)
  const { action, continuation } = formOf(page)
  const other = formOf((await complete(cookieless())).page)
  const stranger = cookieless()
  const email = 'stranger@example.com'
  for (const field of [ofStep, other.continuation!, `${continuation!.slice(0, -1)}x`])
    expect((await stranger.post(action!, { email, continuation: field })).status).toBe(404)
  expect(
    (await owner.post(action!, { email: 'owner@example.com', continuation: continuation! })).status,
  ).toBe(200)
  await stranger.post(action!, { email, continuation: continuation! })
  await stranger.post(action!, { intent: 'share', continuation: continuation! })
  const id = action!.split('/').at(-1)!
  expect(await worker.db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    email: 'owner@example.com',
  })
  expect(await worker.db.accessLink.count({ where: { assessmentId: id, kind: 'shared' } })).toBe(0)
  // A browser with a cookie is known by that.
  const known = new Visitor(worker.url, fromNetwork(++networks))
  await known.start()
  expect((await known.post(action!, { email, continuation: continuation! })).status).toBe(404)

  await worker.db.assessment.delete({ where: { id } })
  expect((await stranger.post(action!, { email, continuation: continuation! })).status).toBe(404)
})

test('a last step that is sent twice still lets one give an address, where none was given before', async () => {
  for (const [contact, offered] of [
    [{}, true],
    [{ email: 'before@example.com' }, false],
  ] as const) {
    const visitor = cookieless()
    const { page, ofStep } = await complete(visitor, contact)
    expect(formOf(page).continuation).toBeDefined()
    const again = await visitor.post('/assessment/step/4', { ...answersOf(4, 'C'), continuation: ofStep })
    expect(formOf(await again.text()).continuation !== undefined).toBe(offered)
  }
})
