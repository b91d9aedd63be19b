import { expect, test } from 'vitest'
import { hashEmail } from '#app/platform/address-hash.server.ts'
import { askForPrivacyLink } from '#tests/helpers/privacy-link.ts'
import { Visitor, answersOf, expectRedirect, textOf } from '#tests/helpers/visitor.ts'
import { TEST_SECRET, useTestWorker } from '#tests/helpers/worker.ts'

const { worker, visitor } = await useTestWorker()

/** Somebody who completes the assessment and has the results sent to them. */
async function owner(email: string): Promise<Visitor> {
  const prospect = visitor()
  await prospect.start()
  await prospect.complete('E', { email })
  return prospect
}

const countLinks = (address: string) =>
  worker.db.privacyRequest.count({ where: { email: { startsWith: address } } })

/** From twenty networks, for what the number of the stranger says. */
async function askAsStrangers(emailOf: (stranger: number) => string): Promise<void> {
  for (let stranger = 0; stranger < 20; stranger++) {
    const asking = new Visitor(worker.url, { 'CF-Connecting-IP': `2001:db8:${stranger + 1}::1` })
    const asked = { email: emailOf(stranger), action: 'erase' }
    expectRedirect(await asking.post('/privacy/request', asked), '/privacy?sent')
  }
}

test('strangers who ask under every spelling of a mailbox use up nothing of its owner, who asks from the own browser and from nowhere', async () => {
  const email = 'beset@example.com'
  const prospect = await owner(email)
  await askAsStrangers((stranger) => `beset+x${stranger}@example.com`)
  expect(await countLinks('beset+')).toBe(10)

  for (const asking of [prospect, visitor()]) {
    const link = await askForPrivacyLink(worker.db, asking, email)
    expect(await (await asking.post(link, { action: 'export' })).text()).toContain('"totalScore"')
  }
  expect(await countLinks(email)).toBe(2)
  expectRedirect(await visitor().post('/privacy/request', { email: 'somebody-else@example.com' }))
})

test('strangers who ask for an address itself leave its owner three links that work, and the page says so to whoever asks', async () => {
  const email = 'wanted@example.com'
  const prospect = await owner(email)
  await askAsStrangers(() => email)
  expect(await countLinks(email)).toBe(3)
  const recipientHash = await hashEmail(TEST_SECRET, email)
  expect(await worker.db.emailMessage.count({ where: { recipientHash, kind: 'privacy' } })).toBe(3)

  for (const asking of [prospect, visitor()]) {
    const link = await askForPrivacyLink(worker.db, asking, email)
    expect(await textOf(await asking.get('/privacy?sent'))).toContain(
      'In 24 hours an address is sent 3 of these links at most. Whoever asks for more has the latest in the inbox',
    )
    expect(await (await asking.post(link, { action: 'export' })).text()).toContain('"totalScore"')
  }
  expect(await countLinks(email)).toBe(3)
})

test('who has had three links, and erased everything through one, is sent a new one on coming back', async () => {
  const email = 'three-times@example.com'
  const person = visitor()
  let link = ''
  for (let asked = 0; asked < 3; asked++) link = await askForPrivacyLink(worker.db, person, email, 'erase')
  const receipt = expectRedirect(await person.post(link, { action: 'erase' }))
  await owner(email)
  const anew = await askForPrivacyLink(worker.db, person, email, 'erase')
  expect(expectRedirect(await person.post(anew, { action: 'erase' }))).not.toBe(receipt)
  expect(await worker.db.assessment.count({ where: { email } })).toBe(0)
})

test('a stranger who uses up what a network may ask for does not stop the browser behind it whose results went to the address', async () => {
  const email = 'same-office@example.com'
  const prospect = await owner(email)
  const recipientHash = await hashEmail(TEST_SECRET, email)
  await worker.db.emailMessage.updateMany({
    where: { recipientHash },
    data: { status: 'completed', completedAt: new Date(), recipient: null, payload: {} },
  })
  for (let asked = 0; asked < 10; asked++)
    expectRedirect(await prospect.post('/privacy/request', { email: `colleague-${asked}@example.com` }))
  expect((await prospect.post('/privacy/request', { email: 'one-more@example.com' })).status).toBe(429)
  const link = await askForPrivacyLink(worker.db, prospect, email)
  expect((await prospect.open(link)).status).toBe(200)
})

test('whoever types the addresses of strangers into the own session mails no more of them than the network may', async () => {
  const prospect = visitor()
  await prospect.start()
  const statuses: number[] = []
  for (let typed = 0; typed < 11; typed++) {
    const email = `typed-${typed}@example.com`
    await prospect.post('/assessment/step/1', { ...answersOf(1, 'C'), email })
    statuses.push((await prospect.post('/privacy/request', { email, action: 'erase' })).status)
  }
  expect(statuses).toEqual([...Array<number>(10).fill(302), 429])
})

test('one network gets ten links an hour, whatever X-Forwarded-For says', async () => {
  const network = visitor()
  const ask = (number: number) =>
    network.post(
      '/privacy/request',
      { email: `many-${number}@example.com` },
      { 'X-Forwarded-For': `198.51.100.${number}` },
    )
  for (let asked = 0; asked < 10; asked++) expectRedirect(await ask(asked), '/privacy?sent')
  const refused = await ask(10)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
})
