import { expect, test } from 'vitest'
import { LEGAL_BASES, PROCESSING_PURPOSES } from '#app/domain/privacy/catalogue/purposes.ts'
import { listRecipients } from '#app/domain/privacy/notice/recipients.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { UNSAID } from '#app/domain/privacy/notice/facts.ts'
import { composeNotice } from '#app/domain/privacy/notice/sections.ts'
import {
  NEEDED_FOR_THE_NOTICE,
  companySettings,
  listUnsaid,
  noticeFacts,
} from '#app/platform/company-settings.server.ts'
import { LINK_COOKIE } from '#app/web/link-cookie.server.ts'
import { VISITOR_COOKIE } from '#app/web/visitor-cookie.server.ts'

const CONFIGURED = {
  COMPANY_NAME: 'Example Works Ltd',
  COMPANY_ADDRESS: '1 Example Street, Springfield',
  PRIVACY_EMAIL: 'privacy@example.com',
  DATA_PROTECTION_OFFICER: 'Kim Sample, dpo@example.com',
  SUPERVISORY_AUTHORITY: 'Authority of Springfield',
  IMPRINT_URL: 'https://example.com/imprint',
  DATABASE_LOCATION: 'Frankfurt, Germany',
  DATABASE_HISTORY_DAYS: 7,
  MAIL_LOCATION: 'Dublin, Ireland',
  CRM_LOCATION: 'Berlin, Germany',
  CRM_RETENTION_DAYS: 730,
}
const mail = { MAIL_FROM: 'a@example.com', MAIL_API_KEY: 're_test' }

function say(settings: Partial<typeof CONFIGURED> & { TURNSTILE_SITE_KEY?: string }) {
  const sections = composeNotice(noticeFacts({ ...settings, ...mail, RETENTION_DAYS: 45 }))
  const textOf = (id: string) => JSON.stringify(sections.find((section) => section.id === id))
  return { sections, textOf, all: JSON.stringify(sections) }
}

test('a configured notice says every fact, and leaves nothing open', () => {
  const { all } = say(CONFIGURED)
  const {
    IMPRINT_URL: _,
    DATABASE_HISTORY_DAYS: history,
    CRM_RETENTION_DAYS: hubspot,
    ...words
  } = CONFIGURED
  for (const fact of [...Object.values(words), `${history} days`, `${hubspot} days`, '45 days']) {
    expect(all).toContain(fact)
  }
  expect(all).not.toContain(UNSAID)
})

test.for(Object.keys(NEEDED_FOR_THE_NOTICE).filter((name) => name !== 'IMPRINT_URL'))(
  'without %s the notice says so in its place',
  (name) => {
    expect(say({ ...CONFIGURED, [name]: undefined }).all).toContain(UNSAID)
  },
)

test('what the notice needs and lacks is listed by its setting, empty ones too', () => {
  expect(listUnsaid(CONFIGURED)).toEqual([])
  expect(listUnsaid({ ...CONFIGURED, COMPANY_NAME: '  ' })).toEqual([
    { setting: 'COMPANY_NAME', says: NEEDED_FOR_THE_NOTICE.COMPANY_NAME },
  ])
  expect(listUnsaid({}).map(({ setting }) => setting)).toEqual(Object.keys(NEEDED_FOR_THE_NOTICE))
  expect(Object.keys(companySettings)).toEqual(expect.arrayContaining(Object.keys(NEEDED_FOR_THE_NOTICE)))
})

test('no data protection officer is something to say, too', () => {
  expect(say({ ...CONFIGURED, DATA_PROTECTION_OFFICER: 'none' }).textOf('controller')).toContain(
    'The law asks us for none',
  )
})

test('every table about people serves a purpose, every purpose has a legal basis, and an interest is named', () => {
  const used = new Set(PROCESSING_PURPOSES.flatMap(({ tables }) => tables))
  const about = Object.entries(RETENTION_CATALOGUE).flatMap(([table, { internal }]) =>
    internal ? [] : [table],
  )
  expect([...used].sort()).toEqual(about.sort())
  for (const { basis, interest } of PROCESSING_PURPOSES) {
    expect(LEGAL_BASES).toHaveProperty(basis)
    expect(interest !== undefined).toBe(basis === 'interest')
  }
})

test('contact by sales rests on consent alone, and the results on what was asked for', () => {
  const basisOf = (id: string) => PROCESSING_PURPOSES.find((purpose) => purpose.id === id)?.basis
  expect([basisOf('contact'), basisOf('ranking'), basisOf('results')]).toEqual([
    'consent',
    'consent',
    'request',
  ])
})

test('every recipient serves purposes that there are, and HubSpot gets what the queue to it holds', () => {
  const recipients = listRecipients(noticeFacts({ ...CONFIGURED, ...mail, RETENTION_DAYS: 30 }))
  expect(recipients.map(({ id }) => id)).toEqual(['hosting', 'database', 'mail', 'customers'])
  const known = PROCESSING_PURPOSES.map(({ id }) => id)
  for (const { purposes } of recipients) expect(known).toEqual(expect.arrayContaining([...purposes]))
  expect(recipients.at(-1)!.gets).toEqual(
    expect.arrayContaining(['E-mail address', 'First name', 'Company', 'Phone number', 'Your scores']),
  )
})

test('the mail provider is the one that is configured, and none where no e-mail is sent', () => {
  const names = (settings: object) =>
    listRecipients(noticeFacts({ ...settings, RETENTION_DAYS: 30 })).map(({ name }) => name)
  expect(names(mail)).toContain('Resend (Plus Five Five, Inc.)')
  expect(names({ MAIL_FROM: 'a@example.com' })).toContain('Cloudflare, Inc. (E-mail Service)')
  expect(names({}).filter((name) => /mail|Resend/i.test(name))).toEqual([])
})

test('another database provider is named without a seat that nobody has stated', () => {
  const [, database] = listRecipients(noticeFacts({ DATABASE_PROVIDER: 'Supabase', RETENTION_DAYS: 30 }))
  expect(database).toMatchObject({ name: 'Supabase', seat: null })
})

test.for(['Art. 15', 'Art. 16', 'Art. 17', 'Art. 18', '20 GDPR', 'Art. 21', 'Art. 7', 'Art. 77'])(
  'the right of %s is there with the way to it',
  (article) => {
    expect(say(CONFIGURED).textOf('rights')).toContain(article)
  },
)

test('ranking, cookie and children are explained', () => {
  const { textOf } = say(CONFIGURED)
  expect(textOf('ranking')).toMatch(/three groups.*below 60.*a person decides/)
  expect(textOf('browser')).toContain('set when you start an assessment and not before')
  expect(textOf('besides')).toContain('not meant for anybody under 18')
})

test('each cookie that is ever set is in the notice, by its name', () => {
  const { textOf } = say(CONFIGURED)
  for (const name of [VISITOR_COOKIE, LINK_COOKIE]) expect(textOf('browser')).toContain(`${name},`)
})

test('where Turnstile is configured, the notice says that it may load, and nowhere else', () => {
  const { textOf } = say({ ...CONFIGURED, TURNSTILE_SITE_KEY: 'key' })
  expect(textOf('browser')).toContain('Turnstile')
  expect(textOf('browser')).not.toContain('nothing of other companies')
  expect(textOf('recipients')).toContain('Turnstile')
  expect(say(CONFIGURED).all).not.toContain('Turnstile')
})

test('the notice says that requests about data are looked up in HubSpot, and where the button to withdraw is', () => {
  const { textOf } = say(CONFIGURED)
  expect(textOf('recipients')).toContain('is asked about your address')
  expect(textOf('rights')).toContain('on your results page')
})
