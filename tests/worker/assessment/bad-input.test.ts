import { expect, test } from 'vitest'
import { answersOf, expectRedirect, fetchOnce, textOf } from '#tests/helpers/visitor.ts'
import { useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor, started } = await useTestWorker()

/** Everything stored: bad input must leave it as it was. */
async function everything() {
  const [sessions, assessments, outbox] = await Promise.all([
    worker.db.assessmentSession.findMany({
      orderBy: { sessionId: 'asc' },
      omit: { lastActivity: true, expiresAt: true },
    }),
    worker.db.assessment.findMany({ orderBy: { id: 'asc' } }),
    worker.db.hubspotSyncQueue.findMany({ orderBy: { id: 'asc' } }),
  ])
  return { sessions, assessments, outbox }
}

/** Sends something bad and expects an error page of ours that changes nothing. @returns the page */
async function refused(send: () => Promise<Response>, status: number): Promise<string> {
  const before = await everything()
  const response = await send()
  const page = await response.text()
  expect(response.status).toBe(status)
  expect(page).not.toMatch(/at .*\(.*:\d+:\d+\)|Unexpected Server Error/)
  expect(await everything()).toEqual(before)
  return page
}

test('a field that an extension of the browser adds is passed over', async () => {
  const prospect = await started()
  const response = await prospect.post('/assessment/step/1', { ...answersOf(1, 'B'), _csrf: 'x' })
  expectRedirect(response, '/assessment/step/2')
})

test('a question that the quiz does not have is a 422 that keeps the typed answers', async () => {
  const prospect = await started()
  const response = await prospect.post('/assessment/step/1', { ...answersOf(1, 'B'), value_assurance_9: 'A' })
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain('a question that is not in this assessment')
  expect(page).not.toContain('value_assurance_9')
  expect(page.match(/checked=""/g)).toHaveLength(4)
})

test('a choice outside A to E is a 422 that names the question and stores nothing of it', async () => {
  const prospect = await started()
  const response = await prospect.post('/assessment/step/1', { ...answersOf(1, 'B'), value_assurance_2: 'F' })
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('Choose one of the answers A to E.')
  const session = await worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  expect(session.responses).not.toHaveProperty('value_assurance_2')
  expect(session.currentStep).toBe(0)
})

test('a missing answer is a 422 with the others still checked, and the step is not left', async () => {
  const prospect = await started()
  const { value_assurance_3: _, ...rest } = answersOf(1, 'D')
  const response = await prospect.post('/assessment/step/1', {
    ...rest,
    email: 'typed@example.com',
    consent: 'yes',
  })
  const page = await response.text()
  expect(response.status).toBe(422)
  expect(page).toContain('Choose the answer that fits best')
  expect(page).toContain('value="typed@example.com"')
  expect(page.match(/type="radio"[^>]*checked=""/g)).toHaveLength(3)
  expectRedirect(await prospect.get('/assessment/step/2'), '/assessment/step/1')
})

test('consent to contact beside an address that is none is a 422 that stores neither', async () => {
  const prospect = await started()
  const response = await prospect.post('/assessment/step/1', {
    ...answersOf(1, 'B'),
    email: 'no@example',
    consent: 'yes',
  })
  expect(response.status).toBe(422)
  expect(await textOf(response)).toContain('This does not look like an e-mail address.')
  expect(await worker.db.assessmentSession.count({ where: { consentAt: { not: null } } })).toBe(0)
})

test('an e-mail address with a line break is refused', async () => {
  const prospect = await started()
  const fields = { ...answersOf(1, 'B'), email: 'a@example.com\r\nBcc: b@example.com', consent: 'yes' }
  const response = await prospect.post('/assessment/step/1', fields)
  expect(response.status).toBe(422)
})

test('a step out of order is a 409 that says which comes first and keeps what was typed', async () => {
  const prospect = await started()
  const page = await refused(() => prospect.post('/assessment/step/3', answersOf(3, 'A')), 409)
  expect(page).toContain('Please complete step 1 first')
  expect(page.match(/checked=""/g)).toHaveLength(4)
})

test('a body over 64 KiB is a 413', async () => {
  const prospect = await started()
  const page = await refused(
    () => prospect.post('/assessment/step/1', { ...answersOf(1, 'A'), email: 'x'.repeat(65 * 1024) }),
    413,
  )
  expect(page).toContain('too large to send')
})

test('a chunked body over 64 KiB without a length is a 413', async () => {
  const prospect = await started()
  const chunk = new TextEncoder().encode('a'.repeat(16 * 1024))
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      if (sent++ < 8) controller.enqueue(chunk)
      else controller.close()
    },
  })
  const send = () =>
    prospect.post('/assessment/step/1', body, { 'Content-Type': 'application/x-www-form-urlencoded' })
  await refused(send, 413)
})

test('a tampered cookie is a 400 that says what to do and keeps what was typed', async () => {
  const prospect = await started()
  const [[name, value]] = [...prospect.cookies] as [[string, string]]
  prospect.cookies.set(name, `${value.slice(0, -4)}AAAA`)
  const page = await refused(() => prospect.post('/assessment/step/1', answersOf(1, 'A')), 400)
  expect(page).toContain('could not verify this browser')
  expect(page.match(/checked=""/g)).toHaveLength(4)
  expect(await refused(() => prospect.get('/assessment/step/1'), 400)).toContain('Please start again')
})

test('a cross-origin post is a 403 before any route sees it', async () => {
  const prospect = await started()
  const post = (headers: Record<string, string>) => () =>
    prospect.post('/assessment/step/1', answersOf(1, 'A'), headers)
  const page = await refused(post({ 'Sec-Fetch-Site': 'cross-site' }), 403)
  expect(page).toContain('came from somewhere else')
  await refused(post({ 'Sec-Fetch-Site': 'same-site' }), 403)
})

test('a post with a foreign Origin and no Sec-Fetch-Site is a 403', async () => {
  const prospect = await started()
  const [[name, value]] = [...prospect.cookies] as [[string, string]]
  const send = (origin: string) =>
    fetchOnce(`${worker.url}/assessment/step/1`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: origin, Cookie: `${name}=${value}` },
      body: new URLSearchParams(answersOf(1, 'A')),
    })
  await refused(() => send('https://evil.example'), 403)
  await refused(() => send('null'), 403)
})

test('an expired session is a 410 that says so', async () => {
  const prospect = await started()
  await worker.db.$executeRaw`UPDATE assessment_sessions SET "expiresAt" = now() - interval '1 second'`
  const page = await refused(() => prospect.post('/assessment/step/1', answersOf(1, 'A')), 410)
  expect(page).toContain('expired')
  expect(page.match(/checked=""/g)).toHaveLength(4)
  await refused(() => prospect.get('/assessment/step/1'), 410)
  const save = await prospect.post('/assessment/step/1/answers', { value_assurance_1: 'A' })
  expect(save.status).toBe(410)
  expect(await save.json()).toMatchObject({ expired: true })
})

test('a step that does not exist, a foreign result and an unknown page are 404s', async () => {
  const prospect = await started()
  for (const path of [
    '/assessment/step/0',
    '/assessment/step/5',
    '/assessment/step/1e0',
    '/assessment/results/x',
    '/wp-admin',
  ])
    await refused(() => prospect.get(path), 404)
  await refused(() => prospect.post('/assessment/step/9', answersOf(1, 'A')), 404)
})

test("the routes of Remix's open advisories do not exist", async () => {
  const prospect = visitor()
  expect((await prospect.get('/__manifest?p=/&version=1')).status).toBe(404)
  expect((await prospect.get('/assessment/start.data')).status).toBe(404)
  expect((await prospect.get('/_root.data')).status).toBe(404)
})

test('methods other than GET, HEAD and POST are a 405', async () => {
  const response = await fetchOnce(`${worker.url}/assessment/step/1`, { method: 'PUT', body: 'x' })
  expect(response.status).toBe(405)
})

test('a body that is no form is a 400', async () => {
  const prospect = await started()
  const send = () => prospect.post('/assessment/step/1', '{"a":1}', { 'Content-Type': 'application/json' })
  await refused(send, 400)
})

test('no log line holds anything personal', async () => {
  const prospect = await started()
  await prospect.post('/assessment/step/1?email=marker@example.com', {
    ...answersOf(1, 'B'),
    email: 'marker@example.com',
    consent: 'yes',
  })
  await prospect.get('/marker@example.com')
  await expect.poll(() => worker.logs).not.toHaveLength(0)
  for (const line of worker.logs) {
    expect(line).not.toMatch(/marker|example\.com|198\.51\.100|203\.0\.113/)
    expect(() => void JSON.parse(line)).not.toThrow()
  }
})
