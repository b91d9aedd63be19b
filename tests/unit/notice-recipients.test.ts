import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { mapContactFields } from '#app/domain/lead/contact.ts'
import { PROCESSING_PURPOSES } from '#app/domain/privacy/catalogue/purposes.ts'
import { composeWebhook } from '#app/domain/webhook/body.ts'
import { WEBHOOK_TYPES } from '#app/domain/webhook/events.ts'
import { messagesFor } from '#app/words/messages.ts'
import { CONFIGURED, MAIL, recipientsIn, sayIn } from '#tests/helpers/notice.ts'

const HUBSPOT = { ...CONFIGURED, ...MAIL }
const WITH_WEBHOOKS = { ...HUBSPOT, WEBHOOK_URL: ['https://hooks.example.net/leads'] }

/** The names of all that an event of somebody who agreed to everything says about them. */
function toldOf(type: (typeof WEBHOOK_TYPES)[number]): string[] {
  const contact = mapContactFields((field) => field)
  const assessment = { completedAt: '', totalScore: 1, scoreCategory: 'alert', scoreBreakdown: {} }
  const quiz = {
    scorecard: 'ai-readiness',
    quizVersion: '1',
    leadQuality: 'basic',
    qualifiedForBriefing: true,
  }
  const facts = { ...assessment, ...quiz, allowed: true, confirmed: true, contact }
  const body = composeWebhook(
    { type, occurredAt: '', assessmentId: 'id', assessment: facts, alert: null },
    { format: 'standard', confirmFirst: false },
  )
  if (body.kind === 'cancel') return []
  const { contact: told = {}, ...others } = (JSON.parse(body.text) as { data: Record<string, object> }).data
  return [...Object.keys(others), ...Object.keys(told)]
}

describe.each(LANGUAGES)('who gets data, in %s', (language) => {
  const words = messagesFor(language)

  test('names every recipient with what it does and gets', () => {
    const { textOf } = sayIn(language, CONFIGURED)
    for (const { name, does, location, gets } of recipientsIn(language, HUBSPOT))
      for (const part of [name, does.slice(1), location, words.notice.list(gets)])
        expect(textOf('recipients')).toContain(JSON.stringify(part).slice(1, -1))
  })

  test('says what other systems get, which is what an event tells and no more', () => {
    const { columns } = words.records
    const { webhooks, customers } = words.notice.recipients
    const names: Record<string, string | undefined> = {
      assessmentId: columns.assessmentNumber,
      completedAt: webhooks.gets[0],
      totalScore: columns.scores,
      scoreCategory: columns.scores,
      scoreBreakdown: columns.scores,
      leadQuality: customers.gets[0],
      qualifiedForBriefing: customers.gets[0],
      emailConfirmed: webhooks.gets[1],
      ...mapContactFields((field) => columns[field]),
    }
    const aboutNobody = ['scorecard', 'quizVersion', 'message']
    const told = WEBHOOK_TYPES.flatMap(toldOf).filter((key) => !aboutNobody.includes(key))
    expect(told.filter((key) => !(key in names))).toEqual([])
    const { gets } = recipientsIn(language, WITH_WEBHOOKS).find(({ id }) => id === 'webhooks')!
    expect(gets.toSorted()).toEqual([...new Set(told.map((key) => names[key]!))].toSorted())
  })

  test('says that HubSpot gets what the queue to it holds', () => {
    const recipients = recipientsIn(language, HUBSPOT)
    expect(recipients.map(({ id }) => id)).toEqual(['hosting', 'database', 'mail', 'customers'])
    const { email, firstName, company, phone, scores } = words.records.columns
    expect(recipients.at(-1)!.gets).toEqual(
      expect.arrayContaining([email, firstName, company, phone, scores]),
    )
  })
})

test('systems of ours whose place nobody has stated are named as such', () => {
  const placeOf = (settings: object) =>
    recipientsIn('en', settings).find(({ id }) => id === 'webhooks')!.location
  const { unsaid } = messagesFor('en').notice
  expect(placeOf(WITH_WEBHOOKS)).toBe(unsaid)
  expect(placeOf({ ...WITH_WEBHOOKS, WEBHOOK_LOCATION: 'Frankfurt, Germany' })).toBe('Frankfurt, Germany')
})

test('every recipient serves purposes that there are', () => {
  const known = PROCESSING_PURPOSES.map(({ id }) => id)
  for (const { purposes } of recipientsIn('en', HUBSPOT))
    expect(known).toEqual(expect.arrayContaining([...purposes]))
})

test('whoever keeps data that a right is about has a part in it', () => {
  const recipients = recipientsIn('en', WITH_WEBHOOKS)
  expect(recipients.filter(({ purposes }) => !purposes.includes('rights')).map(({ id }) => id)).toEqual([])
})

test('the mail provider is the one that is configured, and none where no e-mail is sent', () => {
  const names = (settings: object) => recipientsIn('en', settings).map(({ name }) => name)
  expect(names(MAIL)).toContain('Resend (Plus Five Five, Inc.)')
  expect(names({ MAIL_FROM: 'a@example.com' })).toContain('Cloudflare, Inc. (E-mail Service)')
  expect(names({}).filter((name) => /mail|Resend/i.test(name))).toEqual([])
})

test('another database provider is named without a seat that nobody has stated', () => {
  const [, database] = recipientsIn('en', { DATABASE_PROVIDER: 'Supabase' })
  expect(database).toMatchObject({ name: 'Supabase', seat: null })
})
