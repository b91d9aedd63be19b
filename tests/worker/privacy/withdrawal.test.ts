import { afterAll, expect, test } from 'vitest'
import { systemClock } from '#app/platform/clock.server.ts'
import { scrubAssessments } from '#app/data/privacy/retention.server.ts'
import { sendEvent } from '#dev/mailbox/webhook.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { expectRedirect, fetchOnce, textOf } from '#tests/helpers/visitor.ts'

const SECRET = `whsec_${btoa('a secret of twenty-four bytes')}`
const CONTACT = { firstName: 'Robin', lastName: 'Sample', company: 'Example Works', phone: '+1 555 010 0000' }

const portal = await startSyncPortal()
afterAll(() => portal.close())
const { worker, mailbox, visitor } = await useMailingWorker({
  HUBSPOT_BASE_URL: portal.url,
  HUBSPOT_ACCESS_TOKEN: portal.token,
  HUBSPOT_WITHDRAWN_STAGE: 'closedlost',
  MAIL_WEBHOOK_SECRET: SECRET,
})
const { db } = worker

/** Somebody who is in HubSpot with a deal and has the results by e-mail. */
async function lead(email: string) {
  const prospect = visitor()
  await prospect.start()
  const path = await prospect.complete('E', { email, consent: 'yes' })
  expectRedirect(await prospect.post(path, CONTACT))
  await expect.poll(() => db.assessment.count({ where: { email, hubspotSyncStatus: 'synced' } })).toBe(1)
  await expect.poll(() => mailbox.messages({ to: email }).length).toBe(1)
  const [mail] = mailbox.messages({ to: email })
  const stop = new URL(/^<([^>]+)>/.exec(mail!.headers['List-Unsubscribe']!)![1]!)
  return { prospect, path, mail: mail!, stop: stop.pathname }
}

const contactOf = (email: string) => portal.contacts().find(({ properties }) => properties.email === email)
const stateOf = async (email: string) =>
  (await db.assessment.findFirstOrThrow({ where: { email } })).consentWithdrawnAt

const linkOf = (page: string) => /name="link" value="([0-9a-f]+)"/.exec(page)![1]!

/** As a mail provider's server does: no cookie, from another place. */
const oneClick = (path: string, headers: Record<string, string> = {}) =>
  fetchOnce(new URL(path, worker.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: 'List-Unsubscribe=One-Click',
  })

test('one click in a mail program withdraws, in HubSpot too, and twice is once', async () => {
  const email = 'one-click@example.com'
  const { mail, stop } = await lead(email)
  expect(mail.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  const foreign = { Origin: 'https://mail.example.net', 'Sec-Fetch-Site': 'cross-site' }
  const first = await oneClick(stop, foreign)
  expect(first.status).toBe(200)
  expect(first.headers.get('Set-Cookie')).toBeNull()
  expect(await stateOf(email)).not.toBeNull()
  await expect.poll(() => db.contactMark.count({ where: { status: 'completed' } })).toBe(1)
  expect(portal.unsubscribed()).toContain(email)
  expect(portal.deals().map(({ properties }) => properties.dealstage)).toContain('closedlost')

  const [receipt] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(await textOf(first)) ?? []
  const second = await oneClick(stop)
  expect(second.status).toBe(200)
  expect(await textOf(second)).toContain(receipt)
  expect(await db.contactMark.count()).toBe(1)
  expect(mailbox.messages({ to: email })).toHaveLength(1)
})

test('following the link changes nothing; the button below it does', async () => {
  const email = 'button@example.com'
  const { stop } = await lead(email)
  const reader = visitor()
  expectRedirect(await reader.get(stop), '/privacy/stop')
  const opened = await reader.get('/privacy/stop')
  expect(opened.status).toBe(200)
  const page = await textOf(opened)
  expect(page).toContain('Stop e-mails and withdraw my consent')
  expect(page).not.toContain(stop.split('/').at(-1))
  expect(await stateOf(email)).toBeNull()
  const posted = await reader.post('/privacy/stop', { link: linkOf(page) })
  expect(posted.status).toBe(200)
  expect(await textOf(posted)).toContain('We have stopped our e-mails to you')
  expect(await stateOf(email)).not.toBeNull()
})

test('of two links that one browser has opened, each page stops the e-mails to its own address', async () => {
  const [first, second] = [await lead('first@example.com'), await lead('second@example.com')]
  const reader = visitor()
  const page = await textOf(await reader.open(first.stop))
  await reader.open(second.stop)
  expect((await reader.post('/privacy/stop', { link: linkOf(page) })).status).toBe(200)
  expect(await stateOf('first@example.com')).not.toBeNull()
  expect(await stateOf('second@example.com')).toBeNull()
})

test('a browser that keeps no cookies is asked for the link, which is sent but stands in no address', async () => {
  const email = 'no-cookies@example.com'
  const { stop } = await lead(email)
  expectRedirect(await visitor().get(stop), '/privacy/stop')
  const asked = await visitor().get('/privacy/stop')
  expect(asked.status).toBe(403)
  expect(await textOf(asked)).toContain('name="pasted"')
  const without = await visitor().post('/privacy/stop', {})
  expect([without.status, await textOf(without)]).toEqual([403, expect.stringContaining('name="pasted"')])
  const cut = await visitor().post('/privacy/stop', { pasted: `${worker.url}${stop}`.slice(0, -9) })
  expect([cut.status, await textOf(cut)]).toEqual([422, expect.stringContaining('This link is not complete')])
  expect(await stateOf(email)).toBeNull()
  const posted = await visitor().post('/de/privacy/stop', {
    // As a mail program wraps it.
    pasted: `https://links.example.com/?url=${encodeURIComponent(`${worker.url}${stop}`)}&data=05%7C02`,
  })
  expect(await textOf(posted)).toContain('Sie erhalten keine E-Mails mehr von uns')
  expect(await stateOf(email)).not.toBeNull()
})

test('a link that was altered is a page that says so, and other posts from elsewhere are still refused', async () => {
  const email = 'altered@example.com'
  const { stop } = await lead(email)
  const altered = `${stop.slice(0, -1)}${stop.endsWith('0') ? '1' : '0'}`
  for (const path of [altered, '/privacy/stop/x', '/privacy/stop/%00'])
    expect((await oneClick(path)).status, path).toBe(404)
  const foreign = { Origin: 'https://mail.example.net' }
  for (const path of ['/privacy/withdraw', '/privacy/request', '/privacy/stop', `${stop}/more`])
    expect((await oneClick(path, foreign)).status, path).toBe(403)
  expect(await stateOf(email)).toBeNull()
})

test('the browser that agreed withdraws by a button on results and on /privacy, without another e-mail', async () => {
  const email = 'browser@example.com'
  const { prospect, path } = await lead(email)
  for (const page of [path, '/privacy'])
    expect(await textOf(await prospect.get(page)), page).toContain('action="/privacy/withdraw"')
  expect(await textOf(await visitor().get('/privacy'))).not.toContain('action="/privacy/withdraw"')

  const receipt = expectRedirect(await prospect.post('/privacy/withdraw', {}))
  expect(receipt).toMatch(/^\/privacy\?receipt=[0-9a-f-]{36}$/)
  expect(await stateOf(email)).not.toBeNull()
  await expect.poll(() => db.contactMark.count({ where: { status: 'pending' } })).toBe(0)
  const page = await textOf(await prospect.get(receipt))
  expect(page).toContain('The sales opportunity that came from your assessment: closed.')
  expect(page).toContain(
    'E-mail subscriptions: not changed, because nobody has shown yet that the address is yours',
  )
  expect(page).not.toContain('action="/privacy/withdraw"')
  expect(portal.unsubscribed()).not.toContain(email)
  expectRedirect(await prospect.post('/privacy/withdraw', {}), '/privacy?withdrawn')
})

test('a browser whose results were scrubbed is told that it has nothing to withdraw, and where the form is', async () => {
  const email = 'long-ago@example.com'
  const { prospect } = await lead(email)
  expect(await textOf(await prospect.get('/privacy?withdrawn'))).not.toContain('nothing any more that')
  await db.assessment.updateMany({ where: { email }, data: { createdAt: new Date('2026-01-01') } })
  await scrubAssessments(db, { cutoff: '2026-02-01', after: null, limit: 10 })
  expect(await textOf(await prospect.get('/privacy'))).not.toContain('action="/privacy/withdraw"')

  const said = expectRedirect(await prospect.post('/privacy/withdraw', {}))
  const page = await textOf(await prospect.get(said))
  expect(page).toContain('There is nothing any more that this browser has agreed to')
  expect(page).toContain('may still be in our customer database')
  expect(page).not.toContain('Your consent has been withdrawn')
})

test('a stranger’s browser that typed a customer’s address withdraws nothing of the customer’s', async () => {
  const email = 'customer@example.com'
  await lead(email)
  const stranger = visitor()
  await stranger.start()
  await stranger.complete('E', { email, consent: 'yes' })
  expectRedirect(await stranger.post('/privacy/withdraw', {}))
  const consents = await db.assessment.findMany({ where: { email }, orderBy: { createdAt: 'asc' } })
  expect(consents.map(({ consentWithdrawnAt }) => consentWithdrawnAt !== null)).toEqual([false, true])
})

test('what Resend tells of an e-mail is heard by the built Worker, and only with its signature', async () => {
  const email = 'bounced@example.com'
  const { prospect, path, mail } = await lead(email)
  const webhook = { url: `${worker.url}/webhooks/mail`, secret: SECRET }
  const wrong = { ...webhook, secret: `whsec_${btoa('another secret of these bytes')}` }
  expect(await sendEvent(wrong, mail, 'bounce', systemClock.now().getTime())).toBe(401)
  expect(await sendEvent(webhook, mail, 'bounce', systemClock.now().getTime() - 10 * 60_000)).toBe(401)
  expect(await sendEvent(webhook, mail, 'soft_bounce', systemClock.now().getTime())).toBe(204)
  expect(await textOf(await prospect.get(path))).not.toContain('came back')
  expect(await sendEvent(webhook, mail, 'bounce', systemClock.now().getTime())).toBe(204)
  expect(await sendEvent(webhook, mail, 'bounce', systemClock.now().getTime())).toBe(204)
  expect(await textOf(await prospect.get(path))).toContain('Our e-mail with these results came back')
  const told = () => portal.notes().filter(({ body }) => body.includes('does not take mail'))
  await expect.poll(told).toMatchObject([{ contacts: [contactOf(email)!.id] }])
  expect((await visitor().get('/webhooks/mail')).status).toBe(405)
})
