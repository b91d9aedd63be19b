import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { tokenIn } from '#tests/helpers/email-delivery.ts'
import { eventually } from '#tests/helpers/eventually.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { Visitor, expectRedirect } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

const OWNER = 'owner@example.com'
const DETAILS = { firstName: 'Ada', lastName: 'Canary', company: 'Canary Works', phone: '+44 20 7946 0000' }

let mailbox: Mailbox
let worker: TestWorker
let nextAddress = 1

beforeAll(async () => {
  mailbox = await startMailbox({ port: 0 })
  worker = await startTestWorker({
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
  })
})
beforeEach(async () => {
  mailbox.reset()
  await worker.db
    .$executeRaw`TRUNCATE assessments, assessment_sessions, email_messages, access_links, privacy_requests, rate_limits CASCADE`
})
afterAll(async () => {
  await worker.close()
  await mailbox.close()
})

/** A visitor from a network of its own, so that tests do not share a cap. */
function visitor(): Visitor {
  return new Visitor(worker.url, { 'CF-Connecting-IP': `198.51.100.${nextAddress++}` })
}

const tokenTo = (address: string) =>
  eventually(() => {
    const token = tokenIn(mailbox.messages({ to: address })[0]?.text ?? '')
    if (!token) throw new Error(`no e-mail to ${address} yet`)
    return token
  })

/** A prospect with all details, and the link that was sent to them. */
async function prospectWithLink() {
  const owner = visitor()
  await owner.start()
  const path = await owner.complete('B', { email: OWNER, consent: 'yes' })
  expectRedirect(await owner.post(path, DETAILS), `${path}?saved`)
  return { owner, path, link: `${path}?link=${await tokenTo(OWNER)}` }
}

async function exportOf(email: string): Promise<string> {
  const person = visitor()
  const confirm = await askForPrivacyLink(worker.db, person, email)
  return (await person.post(confirm, { action: 'export' })).text()
}

test('who holds the link writes no address over the owner’s, and reads none of the owner’s details by an export', async () => {
  const { path, link } = await prospectWithLink()
  const before = await worker.db.assessment.findFirstOrThrow()

  const answer = await visitor().post(link, { email: 'thief@example.com', consent: 'yes' })

  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('Only the browser that took the assessment can add details')
  expect(await worker.db.assessment.findFirstOrThrow()).toMatchObject({
    email: OWNER,
    updatedAt: before.updatedAt,
  })
  const file = await exportOf('thief@example.com')
  for (const value of [...Object.values(DETAILS), OWNER, path.split('/').at(-1)!])
    expect(file).not.toContain(value)
})

test('a page that a link opens shows score and advice, no form for details, and of the contact a shortened address alone', async () => {
  const { owner, path, link } = await prospectWithLink()

  const page = await (await visitor().get(link)).text()

  expect(page).toContain('AI Value Builder')
  expect(page).toContain('Where to gain the most points')
  expect(page).toContain('o…@e….com')
  for (const value of [...Object.values(DETAILS), OWNER, 'name="email"', 'name="phone"', 'name="firstName"'])
    expect(page).not.toContain(value)
  expect(await (await owner.get(path)).text()).not.toContain('only in the browser that took the assessment')
})

test('who holds the link confirms its address, once, and writes nothing else by that', async () => {
  const { link } = await prospectWithLink()
  const holder = visitor()
  expect(await (await holder.get(link)).text()).toContain('Yes, this is my address')
  const before = await worker.db.assessment.findFirstOrThrow()

  const fields = { intent: 'confirm_address', ...DETAILS, email: 'thief@example.com', consent: 'yes' }
  const location = expectRedirect(await holder.post(link, fields))

  const page = await (await holder.get(location)).text()
  expect(page).toContain('your address is confirmed')
  expect(page).not.toContain('Yes, this is my address')
  expect(await worker.db.assessment.findFirstOrThrow()).toEqual(before)
  expect(await worker.db.accessLink.count({ where: { usedAt: { not: null } } })).toBe(1)
})

test('an address that the owner replaces takes no detail along, in the queue for HubSpot neither, and ends its links', async () => {
  const { owner, path, link } = await prospectWithLink()

  expectRedirect(
    await owner.post(path, { email: 'other@example.com', consent: 'yes', company: 'Other Works' }),
    `${path}?saved`,
  )

  const known = {
    email: 'other@example.com',
    firstName: null,
    lastName: null,
    company: 'Other Works',
    phone: null,
  }
  expect(await worker.db.assessment.findFirstOrThrow()).toMatchObject({ ...known, leadQuality: 'basic' })
  expect(await worker.db.hubspotSyncQueue.findFirstOrThrow({ where: { status: 'pending' } })).toMatchObject({
    payload: known,
    syncType: 'contact',
  })
  expect((await visitor().get(link)).status).toBe(404)
})

test('an erased owner’s link opens nothing and takes nothing, and a former address finds the result to erase', async () => {
  const { owner, path, link } = await prospectWithLink()
  expectRedirect(await owner.post(path, { email: 'other@example.com', consent: 'yes' }))
  expect(await exportOf(OWNER)).not.toContain('other@example.com')

  const person = visitor()
  expectRedirect(
    await person.post(await askForPrivacyLink(worker.db, person, OWNER, 'erase'), { action: 'erase' }),
  )

  expect(await worker.db.assessment.count()).toBe(0)
  for (const answer of [
    await visitor().get(link),
    await visitor().post(link, DETAILS),
    await owner.get(path),
  ])
    expect(answer.status).toBe(404)
  expect(await worker.db.assessment.count()).toBe(0)
})
