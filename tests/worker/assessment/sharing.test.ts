import { beforeEach, expect, test } from 'vitest'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER, OWNER_DETAILS, completeAsOwner } from '#tests/helpers/owner.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { expectRedirect } from '#tests/helpers/visitor.ts'

const { worker, visitor, tokenTo } = await useMailingWorker()

beforeEach(() => resetTestDatabase(worker.db))

const sharedPath = (page: string) => /http:\/\/localhost(\/assessment\/shared\/\w+)/.exec(page)?.[1]

/** Somebody who shares their results. */
async function sharing() {
  const owner = visitor()
  const path = await completeAsOwner(owner, 'E')
  expectRedirect(await owner.post(path, { intent: 'share' }), `${path}#sharing`)
  const shared = sharedPath(await (await owner.get(path)).text())!
  return { owner, path, shared }
}

test('a link that the owner made shows score, areas and advice to anybody, nothing about the owner, and gives no cookie', async () => {
  const { path, shared } = await sharing()
  const reader = visitor()

  const answer = await reader.get(shared)

  expect(answer.status).toBe(200)
  expect(reader.cookies.size).toBe(0)
  const page = await answer.text()
  for (const shown of [
    'AI Crisis Mode',
    'What moved the score',
    'Where to gain the most points',
    'no-referrer',
  ])
    expect(page).toContain(shown)
  for (const value of [
    ...Object.values(OWNER_DETAILS),
    OWNER,
    'o…@e',
    path.split('/').at(-1)!,
    '<form',
    'briefing-title',
  ])
    expect(page).not.toContain(value)
})

test('what was shared opens no other page, confirms no address and writes nothing', async () => {
  const { path, shared } = await sharing()
  const token = shared.split('/').at(-1)!
  const reader = visitor()
  await tokenTo(OWNER)
  const before = await worker.db.assessment.findFirstOrThrow()

  expect((await reader.get(`/assessment/results/${token}`)).status).toBe(404)
  expect((await reader.get(`/assessment/resume/${token}`)).status).toBe(404)
  expect((await reader.post(`/assessment/resume/${token}`)).status).toBe(404)
  expect((await reader.get(`/privacy/confirm/${token}`)).status).toBe(404)
  for (const fields of [{ intent: 'stop_sharing' }, { intent: 'confirm_address' }, OWNER_DETAILS])
    for (const address of [shared, path])
      expect((await reader.post(address, fields)).status).toBeGreaterThanOrEqual(400)

  expect(await worker.db.assessment.findFirstOrThrow()).toEqual(before)
  expect(await worker.db.accessLink.count({ where: { usedAt: { not: null } } })).toBe(0)
  expect((await reader.get(shared)).status).toBe(200)
})

test('sharing twice gives the same link, ending it ends it, and a new one is another one', async () => {
  const { owner, path, shared } = await sharing()
  await Promise.all([owner.post(path, { intent: 'share' }), owner.post(path, { intent: 'share' })])
  expect(sharedPath(await (await owner.get(path)).text())).toBe(shared)

  expectRedirect(await owner.post(path, { intent: 'stop_sharing' }))

  expect((await visitor().get(shared)).status).toBe(404)
  expect(await (await owner.get(path)).text()).toContain('Make a link to share')
  expectRedirect(await owner.post(path, { intent: 'share' }))
  const next = sharedPath(await (await owner.get(path)).text())!
  expect(next).not.toBe(shared)
  expect((await visitor().get(next)).status).toBe(200)
})

test('who came by a link from an e-mail shares nothing and sees no link that is shared', async () => {
  const { path, shared } = await sharing()
  const holder = visitor()
  const page = await (await holder.open(`/assessment/results/${await tokenTo(OWNER)}`)).text()

  expect(page).not.toContain(shared)
  expect(page).not.toContain('Make a link to share')
  expect((await holder.post(path, { intent: 'stop_sharing' })).status).toBe(403)
  expect((await holder.post(path, { intent: 'share' })).status).toBe(403)
  expect((await visitor().get(shared)).status).toBe(200)
})

test('what is shared ends when it expires and when its owner is erased, and can be shared anew after expiry', async () => {
  const { owner, path, shared } = await sharing()
  await worker.db.$executeRaw`
    UPDATE access_links SET "createdAt" = now() - interval '91 days', "expiresAt" = now() WHERE kind = 'shared'`
  expect((await visitor().get(shared)).status).toBe(404)
  expectRedirect(await owner.post(path, { intent: 'share' }))
  const next = sharedPath(await (await owner.get(path)).text())!

  const person = visitor()
  expectRedirect(
    await person.post(await askForPrivacyLink(worker.db, person, OWNER, 'erase'), { action: 'erase' }),
  )

  expect((await visitor().get(next)).status).toBe(404)
})

test.each([
  { make: 'share', place: 'shared' },
  { make: 'keep_link', place: 'again' },
])(
  'a link to $place that was made under a secret that is gone is replaced: nobody would see it, or could end it',
  async ({ make, place }) => {
    const { owner, path } = await sharing()
    const pathOn = (page: string) => new RegExp(`http://localhost(/assessment/${place}/\\w+)`).exec(page)?.[1]
    expectRedirect(await owner.post(path, { intent: make }))
    const lost = pathOn(await (await owner.get(path)).text())!
    // As if it were derived from another secret: the token that this one gives is another one.
    await worker.db.$executeRaw`UPDATE access_links SET id = gen_random_uuid()::text WHERE kind = ${place}`
    expect(pathOn(await (await owner.get(path)).text())).toBeUndefined()

    expectRedirect(await owner.post(path, { intent: make }))

    const next = pathOn(await (await owner.get(path)).text())!
    expect((await visitor().open(next)).status).toBe(200)
    expect((await visitor().open(lost)).status).toBe(404)
  },
)

test('the owner is told the last day of the links, not how long they last when they are new', async () => {
  const { owner, path } = await sharing()
  expectRedirect(await owner.post(path, { intent: 'keep_link' }))
  await worker.db.$executeRaw`
    UPDATE access_links SET "createdAt" = '2026-01-01', "expiresAt" = '2199-03-05' WHERE "recipientHash" IS NULL`
  await worker.db.$executeRaw`UPDATE assessments SET "completedAt" = '2199-01-06'`
  const page = await (await owner.get(path)).text()
  // That to share ends with the owner's details at the latest.
  expect(page).toContain('Until 5 February 2199, whoever has this link')
  expect(page).toContain('from this link, until 5 March 2199, to compare')
})
