import { expect, test } from 'vitest'
import type { Language } from '#app/domain/language/languages.ts'
import { mountPath } from '#app/domain/visit/mount.ts'
import { BRAND } from '#app/domain/brand/brand.ts'
import { findQuiz } from '#app/content/scorecards.ts'
import { useMailingWorker } from '#tests/helpers/mailing-worker.ts'
import { answersOf, expectRedirect } from '#tests/helpers/visitor.ts'

const { mailbox, visitor } = await useMailingWorker()
const SCORECARD = 'quick-check'

async function mailTo(address: string) {
  await expect.poll(() => mailbox.messages({ to: address }).length).toBeGreaterThan(0)
  return mailbox.messages({ to: address })[0]!
}

const NAMED: [Language, string, string, string][] = [
  ['en', 'AI Quick Check', 'AI Quick Check: 50 out of 100', 'You have begun the AI Quick Check.'],
  ['de', 'KI-Kurzcheck', 'KI-Kurzcheck: 50 von 100 Punkten', 'Sie haben begonnen: KI-Kurzcheck.'],
]

test.each(NAMED)(
  'the results of another scorecard come by its name, and nothing in them names the default one (%s)',
  async (language, product, subject) => {
    const mount = mountPath({ embedded: false, language, scorecard: SCORECARD })
    const quiz = findQuiz({ scorecard: SCORECARD, language })
    const prospect = visitor()
    const email = `results-${language}@example.com`
    await prospect.start(mount)
    await prospect.post(await prospect.complete('C', {}, { mount, quiz }), { email })
    const mail = await mailTo(email)
    expect(mail.subject).toBe(subject)
    expect(mail.text).toContain(product)
    expect(mail.from).toBe(`${product} <scorecard@example.com>`)
    expect(mail.html).toContain(quiz.ownBrand!.colours!.light!.accent)
    expect(mail.html).not.toContain(BRAND.colours.light.accent)
    expect(mail.text).toContain(`${mount}/assessment/results/`)
    for (const { name } of quiz.areas) expect(mail.text).toContain(name)
    expect(`${mail.text} ${mail.html}`).not.toMatch(/AI Readiness Scorecard|AI readiness|KI-Reife/)
  },
)

test.each(NAMED)(
  'and so does the link to carry on with it (%s)',
  async (language, product, _subject, begun) => {
    const mount = mountPath({ embedded: false, language, scorecard: SCORECARD })
    const prospect = visitor()
    const email = `resume-${language}@example.com`
    await prospect.start(mount)
    const answers = answersOf(1, 'C', findQuiz({ scorecard: SCORECARD, language }))
    delete answers.daily_use_1
    const asked = { ...answers, email, intent: 'resume_link' }
    expectRedirect(await prospect.post(`${mount}/assessment/step/1`, asked))
    const mail = await mailTo(email)
    expect(mail.text).toContain(begun)
    expect(mail.text).toContain(`--\n${product}`)
    expect(`${mail.text} ${mail.html}`).not.toMatch(/AI Readiness Scorecard|AI readiness|KI-Reife/)
  },
)
