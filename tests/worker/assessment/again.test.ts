import { beforeEach, expect, test } from 'vitest'
import { QUIZ } from '#tests/factories/quiz.ts'
import { resetTestDatabase } from '#tests/helpers/database.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { OWNER, OWNER_DETAILS, completeAsOwner } from '#tests/helpers/owner.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { type Visitor, expectRedirect } from '#tests/helpers/visitor.ts'

const { worker, visitor, tokenTo } = await useMailingWorker()

beforeEach(() => resetTestDatabase(worker.db))

/** A page without the marks that React puts between texts. */
const wordsOf = (page: Response) => page.text()
const againPath = (page: string) => /http:\/\/localhost(\/assessment\/again\/\w+)/.exec(page)?.[1]
const keyOn = (page: string) => /name="again" value="(\w+)"/.exec(page)?.[1]

/** Somebody without an address who has kept a link to compare with. */
async function keeping() {
  const owner = visitor()
  await owner.start()
  const path = await owner.complete('D')
  expectRedirect(await owner.post(path, { intent: 'keep_link' }), `${path}#again`)
  const link = againPath(await (await owner.get(path)).text())!
  return { owner, path, link }
}

/** Takes the assessment from the page that a link has led to. @returns the page of the new result */
async function takeFrom(link: string, browser: Visitor, choice: 'A' | 'C' = 'C') {
  const page = await wordsOf(await browser.open(link))
  expectRedirect(await browser.post('/assessment/start', { again: keyOn(page)! }), '/assessment/step/1')
  const path = await browser.complete(choice)
  return { page, path, result: await wordsOf(await browser.get(path)) }
}

test('in one’s own browser the next result is compared with the one before, with the last one if there are several', async () => {
  const owner = visitor()
  await owner.start()
  const first = await owner.complete('D')
  expect(await wordsOf(await owner.get(first))).not.toContain('Since last time')
  await owner.start()
  const second = await wordsOf(await owner.get(await owner.complete('C')))
  expect(second).toContain('the score was 25. Now it is 25 points higher.')
  expect(second).toContain('16 answers have changed')
  await owner.start()
  expect(await wordsOf(await owner.get(await owner.complete('C')))).toContain(
    'the score was 50. It is the same now.',
  )
  expect(await wordsOf(await owner.get(first))).not.toContain('Since last time')
})

test('a link that was kept compares in another browser, without an address, and after the scrub as well', async () => {
  const { link } = await keeping()
  await worker.db.$executeRaw`UPDATE assessments SET "createdAt" = now() - interval '31 days'`
  await worker.runJob('enforce_retention')
  expect(await worker.db.assessment.count({ where: { emailScrubbedAt: { not: null } } })).toBe(1)

  const { page, result } = await takeFrom(link, visitor())

  expect(page).toContain('25 out of 100: area by area, and question by question')
  expect(result).toContain('Now it is 25 points higher.')
})

test('the report has the comparison by area, and none where there is none or the questions were others', async () => {
  const owner = visitor()
  await owner.start()
  const first = await owner.complete('D')
  await owner.start()
  const second = await owner.complete('C')
  const reportOf = async (path: string) => wordsOf(await owner.get(`${path}/report`))

  expect(await reportOf(first)).not.toContain('Since last time')
  const report = await reportOf(second)
  expect(report).toContain('the score was 25. Now it is 25 points higher.')
  for (const { name } of QUIZ.areas)
    expect(report).toContain(
      `<th scope="row">${name.replace('&', '&amp;')}</th><td>25</td><td>50</td><td>+25</td>`,
    )

  expectRedirect(await owner.post(second, { intent: 'share' }))
  const shared = /\/assessment\/shared\/\w+/.exec(await (await owner.get(second)).text())![0]
  expect(await wordsOf(await visitor().get(`${shared}/report`))).not.toContain('Since last time')

  await worker.db.$executeRaw`
    UPDATE assessments SET "quizVersion" = '2020-01' WHERE id = ${first.split('/').at(-1)}`
  expect(await reportOf(second)).not.toContain('Since last time')
})

test('who starts from a link compares with its result, also in a browser with a later one of its own, which is next again', async () => {
  const { link } = await keeping()
  const reader = visitor()
  await reader.start()
  const own = await reader.complete('A')
  const { page, path, result } = await takeFrom(link, reader)
  expect(page).toContain('25 out of 100: area by area')
  expect(result).toContain('the score was 25. Now it is 25 points higher.')

  await reader.start()
  expect(await wordsOf(await reader.get(await reader.complete('C')))).toContain('the score was 50.')
  expect(await wordsOf(await reader.get(path))).toContain('the score was 25.')
  expect((await reader.get(own)).status).toBe(200)
})

test('the results e-mail has such a link, which ends when another address takes the place of its own', async () => {
  const owner = visitor()
  const path = await completeAsOwner(owner, 'D')
  const link = `/assessment/again/${await tokenTo(OWNER)}`
  expect((await takeFrom(link, visitor())).result).toContain('Now it is 25 points higher.')

  const holder = visitor()
  const results = await wordsOf(await holder.open(`/assessment/results/${await tokenTo(OWNER)}`))
  const onward = /href="(\/assessment\/again\?link=\w+)"/.exec(results)![1]!
  expect((await takeFrom(onward, holder)).result).toContain('Now it is 25 points higher.')

  expectRedirect(await owner.post(path, { email: 'other@example.com' }))
  expect((await visitor().get(link)).status).toBe(404)
})

test('who has the link of somebody else sees of them what a shared result shows, opens no other page, and confirms nothing', async () => {
  const owner = visitor()
  const path = await completeAsOwner(owner, 'D')
  expectRedirect(await owner.post(path, { intent: 'keep_link' }))
  await tokenTo(OWNER)
  const link = againPath(await (await owner.get(path)).text())!
  const token = link.split('/').at(-1)!
  const reader = visitor()

  const { page, result } = await takeFrom(link, reader)

  for (const text of [page, result])
    for (const secret of [...Object.values(OWNER_DETAILS), OWNER, 'o…@e', path.split('/').at(-1)!])
      expect(text).not.toContain(secret)
  for (const address of [
    `/assessment/results/${token}`,
    `/assessment/shared/${token}`,
    `/assessment/resume/${token}`,
  ])
    expect((await visitor().get(address)).status).toBe(404)
  expect((await reader.get(path)).status).toBe(404)
  expect((await reader.post(path, { intent: 'confirm_address' })).status).toBe(404)
  expect(await worker.db.accessLink.count({ where: { usedAt: { not: null } } })).toBe(0)
})

test('a shared link compares nothing, and neither does a key that this browser has not opened', async () => {
  const { owner, path, link } = await keeping()
  expectRedirect(await owner.post(path, { intent: 'share' }))
  const shared = /\/assessment\/shared\/(\w+)/.exec(await (await owner.get(path)).text())![1]!
  expect((await visitor().get(`/assessment/again/${shared}`)).status).toBe(404)
  expect((await visitor().get('/assessment/again')).status).toBe(403)

  const key = keyOn(await wordsOf(await visitor().open(link)))!
  const stranger = visitor()
  expectRedirect(await stranger.post('/assessment/start', { again: key }))
  expect(await wordsOf(await stranger.get(await stranger.complete('A')))).not.toContain('Since last time')
})

test('who has opened both links of an e-mail reads the results still, and compares', async () => {
  await completeAsOwner(visitor(), 'D')
  const token = await tokenTo(OWNER)
  const holder = visitor()
  const results = expectRedirect(await holder.get(`/assessment/results/${token}`))
  expect((await takeFrom(`/assessment/again/${token}`, holder)).result).toContain('Since last time')
  expect((await holder.get(results)).status).toBe(200)
})

test('results of two versions are not compared, and both pages say so', async () => {
  const { link } = await keeping()
  await worker.db.$executeRaw`UPDATE assessments SET "quizVersion" = '2020-01'`
  const { page, result } = await takeFrom(link, visitor())
  expect(page).toContain('scores of different questions cannot be compared')
  expect(result).toContain('The questions have changed since, so the two results cannot be compared.')
  expect(result).not.toContain('points higher')
})

test('the owner ends the link, an erasure ends it, and comparing with what is gone is not an error', async () => {
  const { owner, path, link } = await keeping()
  const reader = visitor()
  const { path: later } = await takeFrom(link, reader)
  expectRedirect(await owner.post(path, { intent: 'end_kept_link' }), `${path}#again`)
  expect((await visitor().get(link)).status).toBe(404)
  expect(await wordsOf(await reader.get(later))).not.toContain('Since last time')

  const other = visitor()
  const erased = await completeAsOwner(other, 'D')
  expectRedirect(await other.post(erased, { intent: 'keep_link' }))
  const gone = againPath(await (await other.get(erased)).text())!
  expectRedirect(
    await other.post(await askForPrivacyLink(worker.db, other, OWNER, 'erase'), { action: 'erase' }),
  )
  expect((await visitor().get(gone)).status).toBe(404)
})

test('only the browser that took the assessment makes and ends the link', async () => {
  const owner = visitor()
  const path = await completeAsOwner(owner, 'D')
  const holder = visitor()
  await holder.open(`/assessment/results/${await tokenTo(OWNER)}`)
  expect((await holder.post(path, { intent: 'keep_link' })).status).toBe(403)
  expect(await worker.db.accessLink.count({ where: { kind: 'again' } })).toBe(0)
})
