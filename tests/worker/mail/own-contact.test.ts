import { afterAll, expect, test } from 'vitest'
import { QUICK_CHECK, QUIZ } from '#tests/factories/quiz.ts'
import { startChangedWorker } from '#tests/helpers/changed-content.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { expectRedirect } from '#tests/helpers/visitor.ts'

// The short scorecard of this Worker has an address for answers and a booking page of its own: tests/worker/fixtures/changed-content.ts.

const USUAL = { PRIVACY_EMAIL: 'privacy@example.com', BRIEFING_URL: 'https://example.com/briefing' }
const OWN = { replyTo: 'own@example.org', briefingUrl: 'https://own.example.org/book?a=1&b=2' }

const { worker, mailbox, settings, visitor } = await useMailingWorker(USUAL)
const later = await startChangedWorker(worker, settings)
afterAll(() => later.miniflare.dispose())

/** Takes a scorecard so that a briefing is offered, and has the results sent. */
async function results(scorecard: 'own' | 'default') {
  const { mount, quiz } =
    scorecard === 'own' ? { mount: '/quick-check', quiz: QUICK_CHECK } : { mount: '', quiz: QUIZ }
  const email = `${scorecard}@example.com`
  const prospect = visitor(later.url)
  await prospect.start(mount)
  const path = await prospect.complete('D', {}, { mount, quiz })
  await prospect.post(path, { email })
  await expect.poll(() => mailbox.messages({ to: email })).toHaveLength(1)
  return { prospect, mount, path, mail: mailbox.messages({ to: email })[0]! }
}

const hrefsOf = (html: string | null) =>
  [...(html ?? '').matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))

test('answers to its e-mails go to the address of the scorecard, and its briefings are booked where it says', async () => {
  const { prospect, mount, path, mail } = await results('own')
  expect(mail).toMatchObject({ replyTo: [OWN.replyTo] })
  expect(hrefsOf(mail.html)).toContain(OWN.briefingUrl)
  expect(mail.text).toContain(OWN.briefingUrl)
  expect(`${mail.text} ${mail.html}`).not.toContain(USUAL.BRIEFING_URL)

  const button = `${mount}/assessment/briefing/${path.split('/').at(-1)}`
  expect(hrefsOf(await (await prospect.get(path)).text())).toContain(button)
  expect(expectRedirect(await prospect.get(button))).toBe(OWN.briefingUrl)
})

test('the default scorecard keeps what the settings say, beside one with its own', async () => {
  const { prospect, path, mail } = await results('default')
  expect(mail).toMatchObject({ replyTo: [USUAL.PRIVACY_EMAIL] })
  expect(hrefsOf(mail.html)).toContain(USUAL.BRIEFING_URL)
  const button = `/assessment/briefing/${path.split('/').at(-1)}`
  expect(hrefsOf(await (await prospect.get(path)).text())).toContain(button)
  expect(expectRedirect(await prospect.get(button))).toBe(USUAL.BRIEFING_URL)
})
