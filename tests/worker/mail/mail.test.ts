import { expect, test } from 'vitest'
import { eventually } from '#tests/helpers/eventually.ts'
import { answersOf, expectRedirect } from '#tests/helpers/visitor.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'

const { worker, mailbox, visitor } = await useMailingWorker({
  COMPANY_ADDRESS: 'Example Consulting, 1 Example Street, Springfield',
  BRIEFING_URL: 'https://example.com/briefing',
})

const mailTo = (address: string) =>
  eventually(() => {
    const [mail] = mailbox.messages({ to: address })
    if (!mail) throw new Error(`no e-mail to ${address} yet`)
    return mail
  })

/** What became of the only assessment of this address. */
const deliveryTo = (email: string) => async () =>
  (await worker.db.assessment.findFirstOrThrow({ where: { email } })).emailDeliveryStatus

/** The path of the link in an e-mail's text. */
function linkIn(text: string | null): string {
  const url = /https?:\/\/localhost(\/assessment\/\S+)/.exec(text ?? '')?.[1]
  if (!url) throw new Error(`no link in: ${text}`)
  return url
}

test('the results reach the mailbox by themselves, and their link opens them in a clean browser', async () => {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('C', { email: 'results@example.com', consent: 'yes' })

  const mail = await mailTo('results@example.com')
  expect(mail.subject).toBe('Your AI readiness score: 50 out of 100')
  expect(mail.text).toContain('https://example.com/briefing')

  const stranger = visitor()
  expect((await stranger.get(path)).status).toBe(404)
  const page = await stranger.open(linkIn(mail.text))
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('AI Risk Zone')
  expect(html).not.toContain('results@example.com')
  expect([...stranger.cookies.keys()]).toEqual(['__Host-scorecard-link'])
  const stored = () => worker.db.assessment.findUniqueOrThrow({ where: { id: path.split('/').at(-1)! } })
  await expect.poll(stored).toMatchObject({ emailDeliveryStatus: 'sent', emailDeliveryAttempts: 1 })
})

test('an e-mail given on the results page gets the results, and its link takes details in the same browser alone', async () => {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('A')
  const id = path.split('/').at(-1)!
  expectRedirect(await prospect.post(path, { email: 'later@example.com', consent: 'yes' }))

  const link = linkIn((await mailTo('later@example.com')).text)
  const elsewhere = visitor()
  await elsewhere.open(link)
  expect(await worker.db.accessLink.count({ where: { assessmentId: id, usedAt: { not: null } } })).toBe(0)
  const details = { firstName: 'Ada', lastName: 'Example', company: 'Example Ltd' }
  expect((await elsewhere.post(path, details)).status).toBe(403)
  expect(await worker.db.accessLink.count({ where: { assessmentId: id, usedAt: { not: null } } })).toBe(0)
  await prospect.open(link)
  expectRedirect(await prospect.post(path, details), `${path}?saved#next-steps`)

  expect(await worker.db.assessment.findUniqueOrThrow({ where: { id } })).toMatchObject({ firstName: 'Ada' })
  expect(await worker.db.accessLink.count({ where: { assessmentId: id, usedAt: { not: null } } })).toBe(1)
  await worker.runJob('deliver_emails')
  expect(mailbox.messages({ to: 'later@example.com' })).toHaveLength(1)
})

test('a prospect stops at step 2, asks for the link, and finishes in another browser', async () => {
  const phone = visitor()
  await phone.start()
  await phone.post('/assessment/step/1', answersOf(1, 'B'))
  const [first = ['', '']] = Object.entries(answersOf(2, 'B'))
  const asked = await phone.post('/assessment/step/2', {
    [first[0]]: first[1],
    email: 'resume@example.com',
    consent: 'yes',
    intent: 'resume_link',
  })
  expect(await (await phone.get(expectRedirect(asked))).text()).toMatch(
    /We are sending a link|A link was sent/,
  )

  const link = linkIn((await mailTo('resume@example.com')).text)
  const laptop = visitor()
  const scanned = await laptop.open(link)
  expect(await scanned.text()).toContain('You have completed 1 of 4 steps')
  expect([...laptop.cookies.keys()]).toEqual(['__Host-scorecard-link'])
  expectRedirect(await laptop.post(link), '/assessment/step/2')
  expect(await (await laptop.get('/assessment/step/2')).text()).toContain('checked')
  const path = await laptop.complete('B')

  expect((await laptop.get(path)).status).toBe(200)
  // The phone has lost it, and is told so; the link in the e-mail opens the results there as well.
  expect((await phone.get(path)).status).toBe(404)
  expect(await (await phone.get('/assessment/step/2')).text()).toContain('You carried on in another browser')
  expect((await phone.open(link)).status).toBe(200)
  expect(await worker.db.assessment.count({ where: { email: 'resume@example.com' } })).toBe(1)
  // The old link now leads to the results.
  expect(expectRedirect(await visitor().get(link))).toContain(path)
})

test('asking for a link without an address says so and keeps what was chosen', async () => {
  const prospect = visitor()
  await prospect.start()
  const [first = ['', '']] = Object.entries(answersOf(1, 'D'))

  const response = await prospect.post('/assessment/step/1', { [first[0]]: first[1], intent: 'resume_link' })

  expect(response.status).toBe(422)
  const html = await response.text()
  expect(html).toContain('Enter the address to send the link to.')
  expect(html).toMatch(new RegExp(`name="${first[0]}"[^>]* checked="" value="D"`))
})

test.each([
  ['a line break', 'ada@example.com\r\nBcc: eve@example.com', 'single line'],
  ['a name behind it', 'ada@example.com (Ada)', 'without a name'],
  ['300 characters', `${'a'.repeat(290)}@example.com`, 'at most 254 characters'],
  ['two addresses', 'ada@example.com,eve@example.com', 'just one'],
])(
  'an address with %s is refused with a clear message and nothing is stored',
  async (_what, email, message) => {
    const prospect = visitor()
    await prospect.start()
    const before = await worker.db.emailMessage.count()

    const response = await prospect.post('/assessment/step/1', {
      ...answersOf(1, 'B'),
      email,
      consent: 'yes',
    })

    expect(response.status).toBe(422)
    expect(await response.text()).toContain(message)
    expect(await worker.db.emailMessage.count()).toBe(before)
  },
)

test('the provider takes the e-mail and the connection drops: one e-mail, not two', async () => {
  mailbox.setFaults({ mode: 'accept_then_drop', times: 1 })
  const prospect = visitor()
  await prospect.start()
  await prospect.complete('B', { email: 'dropped@example.com', consent: 'yes' })
  await mailTo('dropped@example.com')

  await expect
    .poll(async () => {
      await worker.runJob('deliver_emails')
      return deliveryTo('dropped@example.com')()
    })
    .toBe('sent')

  expect(mailbox.messages({ to: 'dropped@example.com' })).toHaveLength(1)
  expect(mailbox.calls().total).toBeGreaterThan(1)
})

test('a provider that hangs makes nobody wait, and the minute after it works again everything is delivered', async () => {
  mailbox.setFaults({ latencyMs: 120_000 })
  const prospect = visitor()
  await prospect.start()
  for (const step of [1, 2, 3]) await prospect.post(`/assessment/step/${step}`, answersOf(step, 'B'))
  const last = { ...answersOf(4, 'B'), email: 'slow@example.com', consent: 'yes' }
  expectRedirect(await prospect.post('/assessment/step/4', last))

  // The page was there before the provider's answer: the first attempt is under way, and ends well.
  await expect.poll(() => mailbox.calls().total).toBe(1)
  expect(mailbox.messages()).toEqual([])
  mailbox.setFaults({})
  await expect.poll(deliveryTo('slow@example.com')).toBe('sent')
  expect(mailbox.calls().total).toBe(1)
})

test('a stranger’s, altered, expired or erased link is 404, and nothing changes', async () => {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('B', { email: 'erase@example.com', consent: 'yes' })
  const link = linkIn((await mailTo('erase@example.com')).text)
  const elsewhere = visitor()

  const altered = link.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  expect((await elsewhere.open(altered)).status).toBe(404)
  expect((await elsewhere.post(altered, { firstName: 'Eve' })).status).toBe(404)
  expect((await elsewhere.get(`${path}?by-link`)).status).toBe(403)
  expect((await elsewhere.get(`/assessment/resume/${'0'.repeat(26)}`)).status).toBe(404)
  expect((await elsewhere.post(`/assessment/resume/${'0'.repeat(26)}`)).status).toBe(404)
  const id = path.split('/').at(-1)!
  const other = await worker.db.assessment.findFirstOrThrow({ where: { id: { not: id } } })
  expect((await elsewhere.open(link)).status).toBe(200)
  expect((await elsewhere.get(`/assessment/results/${other.id}`)).status).toBe(404)
  await worker.db.$executeRaw`
    UPDATE access_links SET "createdAt" = now() - interval '100 days', "expiresAt" = now() WHERE "assessmentId" = ${id}`
  expect((await elsewhere.open(link)).status).toBe(404)
  await worker.db
    .$executeRaw`UPDATE access_links SET "expiresAt" = now() + interval '1 day' WHERE "assessmentId" = ${id}`
  expect((await elsewhere.open(link)).status).toBe(200)
  await worker.db.$executeRaw`SELECT purge_person('erase@example.com', 100)`
  expect((await elsewhere.open(link)).status).toBe(404)
})

test('the link to the results works on after the scrub, which leaves nothing that the browser’s cookie could open', async () => {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('B', { email: 'scrub@example.com', consent: 'yes' })
  const link = linkIn((await mailTo('scrub@example.com')).text)
  const id = path.split('/').at(-1)!
  await expect.poll(deliveryTo('scrub@example.com')).toBe('sent')
  await worker.db
    .$executeRaw`UPDATE assessments SET "createdAt" = now() - interval '31 days' WHERE id = ${id}`
  await worker.db.$executeRaw`SELECT scrub_expired_pii(interval '30 days', 1000)`

  expect((await worker.db.assessment.findUniqueOrThrow({ where: { id } })).email).toBeNull()
  expect((await visitor().open(link)).status).toBe(200)
  expect((await prospect.get(path)).status).toBe(404)
})

test('no log line holds an address, a token or a link', async () => {
  const prospect = visitor()
  await prospect.start()
  await prospect.complete('B', { email: 'logged@example.com', consent: 'yes' })
  await mailTo('logged@example.com')

  const logs = () => worker.logs.join('\n')
  await expect.poll(logs).toContain('assessment_completed')
  expect(logs()).not.toMatch(/@example\.com|[0-9a-hjkmnp-tv-z]{26}/)
})
