import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '#app/domain/language/languages.ts'
import { PROCESSING_PURPOSES } from '#app/domain/privacy/catalogue/purposes.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { NEEDED_FOR_THE_NOTICE, companySettings, listUnsaid } from '#app/platform/company-settings.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { type NoticeSettings, CONFIGURED, sayIn } from '#tests/helpers/notice.ts'
import { FRAME_COOKIE } from '#app/web/frame.server.ts'
import { LINK_COOKIE } from '#app/web/link-cookie.server.ts'
import { VISITOR_COOKIE } from '#app/web/visitor-cookie.server.ts'

/** What each language has to say somewhere, in its own words. */
const SAID = {
  en: {
    days: 'days',
    articles: ['Art. 15', 'Art. 16', 'Art. 17', 'Art. 18', '20 GDPR', 'Art. 21', 'Art. 7', 'Art. 77'],
    noOfficer: 'The law asks us for none',
    ranking: /three groups.*below 60.*a person decides/,
    cookie: 'set when you start an assessment and not before',
    children: 'not meant for anybody under 18',
    noOthers: 'nothing of other companies',
    asked: 'is asked about your address',
    button: 'on your results page',
    byPeople: 'by our sales people',
    byItself: /results there.*removed by themselves.*after your last assessment/,
    teamInNote: /agreed to be contacted.*how far the team agrees/,
    offered: /Otherwise.*legitimate interest.*object/,
  },
  de: {
    days: 'Tage',
    articles: ['Art. 15', 'Art. 16', 'Art. 17', 'Art. 18', '20 DSGVO', 'Art. 21', 'Art. 7 Abs. 3', 'Art. 77'],
    noOfficer: 'Eine Benennung ist für uns gesetzlich nicht vorgeschrieben',
    ranking: /drei Gruppen.*unter 60.*das entscheidet ein Mensch/,
    cookie: 'wird gesetzt, wenn Sie eine Standortbestimmung beginnen, und nicht vorher',
    children: 'Personen unter 18 Jahren',
    noOthers: 'nichts von anderen Unternehmen',
    asked: 'wird nach Ihrer Adresse gefragt',
    button: 'auf Ihrer Ergebnisseite',
    byPeople: 'durch unseren Vertrieb',
    byItself: /Ergebnisse dort.*nach Ihrer letzten Standortbestimmung von selbst entfernt/,
    teamInNote: /eingewilligt.*wie weit das Team übereinstimmt/,
    offered: /Andernfalls.*berechtigten Interesse.*widersprechen/,
  },
} satisfies Partial<Record<Language, object>>

describe.each(['en', 'de'] as const)('the notice in %s', (language) => {
  const say = (settings: NoticeSettings) => sayIn(language, settings)
  const said = SAID[language]
  const words = messagesFor(language)
  const { unsaid } = words.notice

  test('says every fact that is configured, and leaves nothing open', () => {
    const { all } = say(CONFIGURED)
    const {
      IMPRINT_URL: _,
      DATABASE_HISTORY_DAYS: history,
      CRM_RETENTION_DAYS: hubspot,
      ...facts
    } = CONFIGURED
    for (const fact of Object.values(facts)) expect(all).toContain(fact)
    for (const days of [history, hubspot, 45]) expect(all).toMatch(new RegExp(`\\b${days}\\s${said.days}`))
    expect(all).not.toContain(unsaid)
  })

  test.for(
    Object.keys(NEEDED_FOR_THE_NOTICE).filter((name) => !['IMPRINT_URL', 'WEBHOOK_LOCATION'].includes(name)),
  )('without %s says so in its place', (name) => {
    expect(say({ ...CONFIGURED, [name]: undefined }).all).toContain(unsaid)
  })

  test('says also that there is no data protection officer', () => {
    const { textOf } = say({ ...CONFIGURED, DATA_PROTECTION_OFFICER: 'none' })
    expect(textOf('controller')).toContain(said.noOfficer)
  })

  test('names every purpose with its legal basis, and the interest where one is weighed', () => {
    const { textOf } = say(CONFIGURED)
    const { of, bases } = words.notice.purposes
    for (const { id, basis } of PROCESSING_PURPOSES) {
      const { title, text, interest } = of[id]
      for (const part of [title, text, bases[basis].article]) expect(textOf('purposes')).toContain(part)
      expect(interest !== undefined).toBe(basis === 'interest')
      if (interest) expect(textOf('purposes')).toContain(interest)
    }
  })

  test.for(said.articles)('has the right of %s with the way to it', (article) => {
    expect(say(CONFIGURED).textOf('rights')).toContain(article)
  })

  test('explains ranking, cookie and children', () => {
    const { textOf } = say(CONFIGURED)
    expect(textOf('ranking')).toMatch(said.ranking)
    expect(textOf('browser')).toContain(said.cookie)
    expect(textOf('besides')).toContain(said.children)
  })

  test('names each cookie that is ever set', () => {
    const { textOf } = say(CONFIGURED)
    for (const name of [VISITOR_COOKIE, LINK_COOKIE]) expect(textOf('browser')).toContain(`${name},`)
  })

  test('names the cookie of frames where other pages may show the assessment, and nowhere else', () => {
    const { textOf } = say({ ...CONFIGURED, EMBED_ORIGINS: ['https://www.partner.example'] })
    expect(textOf('browser')).toContain(`${FRAME_COOKIE},`)
    expect(textOf('browser')).toContain('www.partner.example')
    expect(say(CONFIGURED).all).not.toContain(FRAME_COOKIE)
  })

  test('says that the people who contact somebody see how far their leadership team agrees', () => {
    for (const CRM of ['hubspot', 'salesforce'] as const) {
      const { textOf } = say({ ...CONFIGURED, CRM })
      for (const said of words.notice.recipients.customers.getsInNote)
        expect(textOf('recipients').toLowerCase()).toContain(said.toLowerCase())
    }
    expect(words.notice.purposes.of.team.text).toMatch(said.teamInNote)
  })

  test('says who carries out the period of the customer database', () => {
    const { textOf } = say(CONFIGURED)
    expect(textOf('periods')).toMatch(said.byItself)
    expect(textOf('periods')).toContain(said.byPeople)
    const inSalesforce = say({ ...CONFIGURED, CRM: 'salesforce' }).textOf('periods')
    expect(inSalesforce).toContain(said.byPeople)
    expect(inSalesforce).not.toMatch(said.byItself)
  })

  test('says by what right those are sorted who asked for their result alone, and what follows', () => {
    const { textOf } = say(CONFIGURED)
    const { title, text } = words.notice.purposes.of.offer
    for (const part of [title, text]) expect(textOf('purposes')).toContain(part)
    expect(PROCESSING_PURPOSES.find(({ id }) => id === 'offer')?.basis).toBe('interest')
    expect(textOf('ranking')).toMatch(said.offered)
  })

  test('says that Turnstile may load where it is configured, and nowhere else', () => {
    const { textOf } = say({ ...CONFIGURED, TURNSTILE_SITE_KEY: 'key' })
    expect(textOf('browser')).toContain('Turnstile')
    expect(textOf('browser')).not.toContain(said.noOthers)
    expect(textOf('recipients')).toContain('Turnstile')
    expect(say(CONFIGURED).all).not.toContain('Turnstile')
  })

  test('says that requests about data are looked up in HubSpot, and where the button to withdraw is', () => {
    const { textOf } = say(CONFIGURED)
    expect(textOf('recipients')).toContain(said.asked)
    expect(textOf('rights')).toContain(said.button)
  })
})

test('the notice has the same sections, entries and links in every language', () => {
  const shapeOf = (language: Language) =>
    sayIn(language, CONFIGURED).sections.map(({ id, texts, entries }) => [
      id,
      texts.length,
      entries.map((entry) => [entry.texts.length, 'href' in entry]),
    ])
  for (const language of LANGUAGES) expect(shapeOf(language)).toEqual(shapeOf('en'))
})

test('a German notice quotes the forms and titles as German pages write them', () => {
  const { notice, privacy, contact, records: _ } = messagesFor('de')
  const all = sayIn('de', CONFIGURED).all + JSON.stringify(privacy) + JSON.stringify(notice.export)
  const quoted = [...all.matchAll(/„([^“]+)“/g)].map(([, text]) => text)
  const written = [
    ...Object.values(privacy.form.options),
    privacy.records.title,
    notice.controller.title,
    notice.periods.title,
    contact.correction.title,
    contact.withdraw.button,
  ]
  expect(quoted.length).toBeGreaterThan(5)
  expect(quoted.filter((text) => !written.includes(text!))).toEqual([])
})

test('what the notice needs and lacks is listed by its setting, empty ones too', () => {
  expect(listUnsaid(CONFIGURED)).toEqual([])
  expect(listUnsaid({ ...CONFIGURED, COMPANY_NAME: '  ' })).toEqual([
    { setting: 'COMPANY_NAME', says: NEEDED_FOR_THE_NOTICE.COMPANY_NAME },
  ])
  const needed = Object.keys(NEEDED_FOR_THE_NOTICE)
  const withWebhook = { WEBHOOK_URL: 'https://example.com/hook' }
  expect(listUnsaid(withWebhook).map(({ setting }) => setting)).toEqual(needed)
  for (const none of [' ', []])
    expect(listUnsaid({ WEBHOOK_URL: none }).map(({ setting }) => setting)).toEqual(
      needed.filter((name) => name !== 'WEBHOOK_LOCATION'),
    )
  expect(Object.keys(companySettings)).toEqual(expect.arrayContaining(Object.keys(NEEDED_FOR_THE_NOTICE)))
})

test('every table about people serves a purpose', () => {
  const used = new Set(PROCESSING_PURPOSES.flatMap(({ tables }) => tables))
  const about = Object.entries(RETENTION_CATALOGUE).flatMap(([table, { internal }]) =>
    internal ? [] : [table],
  )
  expect([...used].sort()).toEqual(about.sort())
})

test('contact by sales rests on consent alone, and the results on what was asked for', () => {
  const basisOf = (id: string) => PROCESSING_PURPOSES.find((purpose) => purpose.id === id)?.basis
  expect([basisOf('contact'), basisOf('ranking'), basisOf('results')]).toEqual([
    'consent',
    'consent',
    'request',
  ])
})

test('no sentence of an English notice breaks where a fact is missing', () => {
  const { all } = sayIn('en', {})
  expect(all).not.toMatch(/that is not stated yet (?:more|after)/)
  expect(all).toContain('for a while (how long is not stated yet)')
})
