import { expect, test } from 'vitest'
import { findQuiz } from '#app/content/scorecards.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { messagesFor } from '#app/words/messages.ts'
import { answersOf, expectRedirect, fetchOnce, textOf } from '#tests/helpers/visitor.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'

const { worker, mailbox, visitor } = await useMailingWorker()
const { mail: words, privacy } = messagesFor('de')
const HOME = 'http://localhost'

async function mailTo(address: string) {
  await expect.poll(() => mailbox.messages({ to: address }).length).toBeGreaterThan(0)
  return mailbox.messages({ to: address })[0]!
}

/** Every address of ours in an e-mail, without the origin. */
const pathsIn = (text: string | null) =>
  [...(text ?? '').matchAll(/https?:\/\/localhost(?::\d+)?(\/\S*)/g)].map(([, path]) => path!)

/** Each step from the page of this language. @returns the results' path */
async function complete(languages: readonly ('' | '/de')[], email: string) {
  const prospect = visitor()
  expectRedirect(await prospect.post(`${languages[0]}/assessment/start`))
  let at = ''
  for (const [index, home] of languages.entries()) {
    const step = index + 1
    const contact: Record<string, string> = step === 2 ? { email, consent: 'yes' } : {}
    at = expectRedirect(
      await prospect.post(`${home}/assessment/step/${step}`, { ...answersOf(step, 'C'), ...contact }),
    )
  }
  return { prospect, at }
}

test('who takes the assessment in German gets the results in German, with links to German pages', async () => {
  await complete(['/de', '/de', '/de', '/de'], 'deutsch@example.com')
  const mail = await mailTo('deutsch@example.com')
  expect(mail.subject).toBe(words.results.score(50))
  expect(mail.html).toMatch(/<html[^>]* lang="de"/)
  const paths = pathsIn(mail.text)
  expect(paths.length).toBeGreaterThan(2)
  expect(paths.filter((path) => !path.startsWith('/de/'))).toEqual([])
  const { areas } = findQuiz({ scorecard: DEFAULT_SCORECARD, language: 'de' })
  for (const { name } of areas) expect(mail.text).toContain(name)
  expect(mail.text).not.toMatch(/\b(?:the|your|you|and|with|our|not)\b/i)
  const page = await visitor().open(paths[0]!)
  expect(page.status).toBe(200)
  expect(await textOf(page)).toContain('<html lang="de"')
})

test.each([
  [['', '', '', '/de'] as const, words.results.score(50)],
  [['/de', '/de', '/de', ''] as const, messagesFor('en').mail.results.score(50)],
])('the language in which somebody finishes decides the e-mail: %j', async (languages, subject) => {
  const email = `finishes${languages.indexOf('/de')}@example.com`
  await complete(languages, email)
  expect((await mailTo(email)).subject).toBe(subject)
})

test('an address that is given on the page in the other language gets the whole e-mail in that', async () => {
  const email = 'spaeter@example.com'
  const { prospect, at } = await complete(['', '', '', ''], 'before@example.com')
  await mailTo('before@example.com')
  expectRedirect(await prospect.post(`/de${at}`, { email }))
  const { text } = await mailTo(email)
  expect(text).not.toMatch(/\b(?:the|your|you|and|with|our|not)\b/i)
})

test('a link to carry on that is asked for on a German page comes in German and leads there', async () => {
  const prospect = visitor()
  expectRedirect(await prospect.post('/de/assessment/start'))
  const asked = { email: 'weiter@example.com', consent: 'yes', intent: 'resume_link' }
  expectRedirect(await prospect.post('/de/assessment/step/1', { ...answersOf(1, 'B'), ...asked }))
  const mail = await mailTo('weiter@example.com')
  expect(mail.subject).toBe(words.resume.title)
  expect(pathsIn(mail.text)[0]).toMatch(/^\/de\/assessment\/resume\/\w{26}$/)
})

test('an erasure that is asked for on the German page is answered in German to the end', async () => {
  const email = 'loeschen@example.com'
  await complete(['/de', '/de', '/de', '/de'], email)
  await mailTo(email)
  mailbox.reset()
  const person = visitor()
  const asked = await person.post('/de/privacy/request', { email, action: 'erase' })
  const sent = await person.get(expectRedirect(asked, '/de/privacy?sent'))
  expect(await textOf(sent)).toContain(privacy.messages.sent.title)
  const mail = await mailTo(email)
  expect(mail.subject).toBe(words.privacy.requests.erasure.title)
  const link = pathsIn(mail.text)[0]!
  expect(link).toMatch(/^\/de\/privacy\/confirm\/\w{26}$/)
  const confirm = await person.open(link)
  expect(await textOf(confirm)).toContain(privacy.confirm.choices.erase.text)
  const receipt = expectRedirect(await person.post('/de/privacy/confirm', { action: 'erase' }))
  expect(receipt).toMatch(/^\/de\/privacy\?receipt=/)
  expect(await textOf(await person.get(receipt))).toMatch(
    new RegExp(`${privacy.receipt.erased}|${privacy.receipt.erasedHere}`),
  )
  expect(await worker.db.assessment.count({ where: { email } })).toBe(0)
})

test('the file of a person is written in the language of the page', async () => {
  const email = 'kopie@example.com'
  await complete(['/de', '/de', '/de', '/de'], email)
  await mailTo(email)
  mailbox.reset()
  const person = visitor()
  expectRedirect(await person.post('/de/privacy/request', { email, action: 'export' }), '/de/privacy?sent')
  const [link] = pathsIn((await mailTo(email)).text)
  await person.open(link!)
  const download = await person.post('/de/privacy/confirm', { action: 'export' })
  expect(download.headers.get('Content-Disposition')).toContain('meine-daten-')
  const file = (await download.json()) as { notice: { title: string }[]; records: { what: string }[] }
  expect(file.notice.map(({ title }) => title)).toContain(messagesFor('de').notice.controller.title)
  const { tables } = messagesFor('de').records
  expect(file.records.map(({ what }) => what)).toEqual(
    expect.arrayContaining([tables.assessments.title, tables.email_messages.title]),
  )
})

test('the link to stop e-mails leads to a German page, takes one click, and the receipt comes in German', async () => {
  const email = 'abbestellen@example.com'
  await complete(['/de', '/de', '/de', '/de'], email)
  const { headers } = await mailTo(email)
  const stop = new URL(/^<([^>]+)>/.exec(headers['List-Unsubscribe']!)![1]!, HOME).pathname
  expect(stop).toMatch(/^\/de\/privacy\/stop\//)
  expect(await textOf(await visitor().open(stop))).toContain(privacy.stop.button)
  mailbox.reset()
  const stopped = await visitor().post(stop)
  expect(await textOf(stopped)).toContain(privacy.stop.stopped.title)
  await worker.db.emailMessage.updateMany({
    where: { recipient: email },
    data: { nextRetryAt: new Date('2026-01-01T00:00:00Z') },
  })
  await worker.runJob('deliver_emails')
  const receipt = await mailTo(email)
  expect(receipt.subject).toBe(words.receipt.title)
  expect(receipt.text).toContain(privacy.withdrawal.found.slice(0, -1))
  const again = await fetchOnce(new URL(stop, worker.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(again.status).toBe(200)
})

test('an address that is missing or wrong is asked for in German', async () => {
  const answer = await visitor().post('/de/privacy/request', { email: '', action: 'erase' })
  expect(answer.status).toBe(422)
  expect(await textOf(answer)).toContain(privacy.form.noEmail)
})
