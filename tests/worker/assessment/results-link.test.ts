import { beforeEach, expect, test } from 'vitest'
import { pickContact } from '#app/domain/lead/contact.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER, OWNER_DETAILS, completeAsOwner } from '#tests/helpers/owner.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { expectRedirect } from '#tests/helpers/visitor.ts'

const { worker, visitor, tokenTo } = await useMailingWorker()

beforeEach(() => resetTestDatabase(worker.db))

/** What somebody may have written over: delivery writes to the row meanwhile. */
async function storedDetails() {
  const row = await worker.db.assessment.findFirstOrThrow()
  return { ...pickContact(row), consentAt: row.consentAt, leadQuality: row.leadQuality }
}

/** A prospect with all details, and the link that was sent to them. */
async function prospectWithLink() {
  const owner = visitor()
  const path = await completeAsOwner(owner, 'B')
  const link = `/assessment/results/${await tokenTo(OWNER)}`
  const holder = visitor()
  expect((await holder.open(link)).status).toBe(200)
  return { owner, path, link, holder }
}

async function exportOf(email: string): Promise<string> {
  const person = visitor()
  const confirm = await askForPrivacyLink(worker.db, person, email)
  return (await person.post(confirm, { action: 'export' })).text()
}

test('who holds the link writes no address over the owner’s, and reads none of the owner’s details by an export', async () => {
  const { path, holder } = await prospectWithLink()
  const before = await storedDetails()

  const answer = await holder.post(path, { email: 'thief@example.com', consent: 'yes' })

  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('Only the browser that took the assessment can add details')
  expect(await storedDetails()).toEqual(before)
  const file = await exportOf('thief@example.com')
  for (const value of [...Object.values(OWNER_DETAILS), OWNER, path.split('/').at(-1)!])
    expect(file).not.toContain(value)
})

test('a page that a link opens shows score and advice, no form for details, and of the contact a shortened address alone', async () => {
  const { owner, path, link } = await prospectWithLink()

  const page = await (await visitor().open(link)).text()

  expect(page).toContain('AI Value Builder')
  expect(page).toContain('Where to gain the most points')
  expect(page).toContain('o…@e….com')
  for (const value of [
    ...Object.values(OWNER_DETAILS),
    OWNER,
    'name="email"',
    'name="phone"',
    'name="firstName"',
  ])
    expect(page).not.toContain(value)
  expect(await (await owner.get(path)).text()).not.toContain('only in the browser that took the assessment')
})

test('who holds the link confirms its address, once, and writes nothing else by that', async () => {
  const { path, holder } = await prospectWithLink()
  expect(await (await holder.get(path)).text()).toContain('Yes, this is my address')
  const before = await storedDetails()

  const fields = { intent: 'confirm_address', ...OWNER_DETAILS, email: 'thief@example.com', consent: 'yes' }
  const location = expectRedirect(await holder.post(path, fields))

  const page = await (await holder.get(location)).text()
  expect(page).toContain('your address is confirmed')
  expect(page).not.toContain('Yes, this is my address')
  expect(await storedDetails()).toEqual(before)
  expect(await worker.db.accessLink.count({ where: { usedAt: { not: null } } })).toBe(1)
})

test('an address that the owner replaces takes no detail along, in the queue for HubSpot neither, and ends its links', async () => {
  const { owner, path, link } = await prospectWithLink()

  expectRedirect(
    await owner.post(path, { email: 'other@example.com', consent: 'yes', company: 'Other Works' }),
    `${path}?saved#next-steps`,
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
  const { owner, path, link, holder } = await prospectWithLink()
  expectRedirect(await owner.post(path, { email: 'other@example.com', consent: 'yes' }))
  expect(await exportOf(OWNER)).not.toContain('other@example.com')

  const person = visitor()
  expectRedirect(
    await person.post(await askForPrivacyLink(worker.db, person, OWNER, 'erase'), { action: 'erase' }),
  )

  expect(await worker.db.assessment.count()).toBe(0)
  for (const answer of [
    await visitor().get(link),
    await holder.post(path, OWNER_DETAILS),
    await owner.get(path),
  ])
    expect(answer.status).toBe(404)
  expect(await worker.db.assessment.count()).toBe(0)
})
