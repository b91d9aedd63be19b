import { doIUseEmail } from '@jsx-email/doiuse-email'
import { expect, test } from 'vitest'
import { BRAND } from '#app/domain/brand/brand.ts'
import { resultsMail } from '#app/emails/results-mail.tsx'
import { resumeMail } from '#app/emails/resume-mail.tsx'
import { SAMPLE_RESULTS, SAMPLE_SENDER, sampleMails } from '#dev/mailbox/sample-mails.ts'

const CLIENTS = [
  'apple-mail.*',
  'gmail.*',
  'outlook.*',
  'yahoo.*',
  'samsung-email.*',
  'fastmail.*',
  'protonmail.*',
]

// What some client does not know, and what its reader then sees. Anything else is a failure.
const DEGRADES_WELL: Record<string, string> = {
  '@media': 'light colours, the wide padding',
  '<body> element': 'the client puts its own in place; the cells carry the background as well',
  'role attribute': 'a screen reader says "table"',
  'aria-hidden attribute': 'a screen reader reads empty cells',
  'target attribute': 'the client opens links in a new window anyway',
  'display:none': 'the preheader is also there in a zero-height, invisible block',
  overflow: 'display:none hides the preheader',
  opacity: 'display:none hides the preheader',
  'border-radius': 'square corners',
  'white-space': 'a score may wrap, which one to three digits do not',
  'word-break': 'a long address is cut or scrolls',
  'text-decoration': 'a link is told by its colour, the button by its background',
  'text-decoration-line': 'the shorthand is there too',
}

const mails = sampleMails()

test.each(mails)('$name uses nothing that a common client cannot do without', ({ mail }) => {
  const { errors = [] } = doIUseEmail(mail.html, { emailClients: CLIENTS }) as { errors?: string[] }

  const features = [...new Set(errors.map((line) => /^`(.+?)` /.exec(line)?.[1] ?? line))]
  expect(features.filter((feature) => !Object.hasOwn(DEGRADES_WELL, feature))).toEqual([])
})

test.each(mails)('$name loads nothing: no image, no remote style or font, no script', ({ mail }) => {
  expect(mail.html).not.toMatch(/<img|<link|<script|<iframe|url\(|@import|@font-face|background="/i)
  expect(mail.html.length).toBeLessThan(100_000) // Gmail cuts an e-mail at 102 KB
})

test.each(mails)('$name leaves no link in the blue that a client has by itself', ({ mail }) => {
  const links = [...mail.html.matchAll(/<a [^>]*>/g)].map(([tag]) => tag)
  expect(links.filter((tag) => !/style="[^"]*\bcolor:#/.test(tag) || !/class="/.test(tag))).toEqual([])
})

test.each(mails)('$name says in HTML and in text who sends it and how to stop it', ({ name, mail }) => {
  for (const body of [mail.html, mail.text]) {
    expect(body).toContain(SAMPLE_SENDER.company)
    expect(body).toContain(SAMPLE_SENDER.postalAddress)
    expect(body).toContain(SAMPLE_SENDER.imprintUrl)
    // Its recipient is a setting, and no link ends it.
    expect(body).toContain(name === 'alert' ? 'ALERT_EMAIL' : SAMPLE_SENDER.unsubscribeUrl)
  }
})

test.each(mails)(
  '$name has a language, a title, a viewport, both colour schemes and a preheader',
  ({ language, mail }) => {
    expect(mail.html).toMatch(/^<!DOCTYPE html /)
    expect(mail.html).toMatch(
      new RegExp(`<html[^>]* lang="${language}" dir="ltr"|<html[^>]* dir="ltr"[^>]* lang="${language}"`),
    )
    expect(mail.html).toMatch(/<title>[^<]+<\/title>/)
    expect(mail.html).toContain('name="viewport"')
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark"/>')
    expect(mail.html).toContain('@media (prefers-color-scheme: dark)')
    expect(/<body[^>]*>.*?display:none[^>]*>([^<]{20,})/s.exec(mail.html)?.[1]).toBeTruthy()
  },
)

test.each(mails)('$name has the same links in HTML and in text', ({ mail }) => {
  const inHtml = new Set([...mail.html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]))
  const inText = new Set([...mail.text.matchAll(/https:\S+/g)].map((match) => match[0]))

  expect(inText).toEqual(inHtml)
})

test.each(mails)('$name keeps its lines of text short, links excepted', ({ mail }) => {
  const long = mail.text.split('\n').filter((line) => line.length > 72 && !line.includes('https://'))

  expect(long).toEqual([])
})

test('the results name the score, the category, each area, the gains and the links', () => {
  const mail = resultsMail(SAMPLE_RESULTS, SAMPLE_SENDER, 'en')

  expect(mail.subject).toBe('Your AI readiness score: 47 out of 100')
  for (const part of [
    'AI Risk Zone',
    'Customer-Safe AI',
    '7 points to gain',
    ': 1 point to gain',
    '21 February 2027',
  ]) {
    expect(mail.text).toContain(part)
    expect(mail.html).toContain(part)
  }
  expect(mail.html).toContain('Model Risk &amp; Compliance')
})

test('where the owner wants it so, neither subject nor preview of the results says the score', () => {
  const quiet = resultsMail({ ...SAMPLE_RESULTS, scoreInSubject: false }, SAMPLE_SENDER, 'en')
  const preview = /<body[^>]*>.*?display:none[^>]*>([^<]+)/s.exec(quiet.html)![1]!

  expect(quiet.subject).toBe('Your AI readiness results')
  expect(preview).not.toMatch(/47|Risk Zone|ahead of your controls/)
  expect(quiet.html).toContain('AI Risk Zone')
  expect(quiet.text).toContain('47 out of 100')
})

test('the bar of the results is as long as the score and has the tone of its category, in dark mode too', () => {
  const { html } = resultsMail(SAMPLE_RESULTS, SAMPLE_SENDER, 'en')
  const { light, dark } = BRAND.colours

  expect(html).toMatch(new RegExp(`class="fill-risk" width="47%"[^>]*background-color:${light.risk}`))
  expect(html).toMatch(/class="fill-alert" width="35%"/)
  expect(html).toMatch(/class="fill-champion" width="100%"/)
  expect(html).toContain(`.fill-risk { background-color: ${dark.risk} !important; }`)
})

test('the results have all next steps, with points as round as on the page', () => {
  const item = SAMPLE_RESULTS.recommendations[0]!
  const gains = [7, 5.25, 4.6, 0.4, 0]
  const recommendations = gains.map((gain, index) => ({ ...item, title: `Step ${index}`, gain }))
  const { html, text } = resultsMail({ ...SAMPLE_RESULTS, recommendations }, SAMPLE_SENDER, 'en')

  for (const index of gains.keys()) expect(text).toContain(`Step ${index}`)
  expect([...html.matchAll(/>(\+\d+(?:\.\d+)?|Keep)</g)].map((match) => match[1])).toEqual([
    '+7',
    '+5',
    '+5',
    '+1',
    'Keep',
  ])
  expect(text).not.toMatch(/\d\.\d/)
})

test('the briefing is offered only to those who qualify', () => {
  const without = resultsMail({ ...SAMPLE_RESULTS, briefing: null }, SAMPLE_SENDER, 'en')

  expect(resultsMail(SAMPLE_RESULTS, SAMPLE_SENDER, 'en').text).toContain('executive briefing')
  expect(without.text).not.toContain('briefing')
  expect(without.html).not.toContain('briefing')
})

test('nobody who has not agreed to it is told that somebody will write', () => {
  const mail = resultsMail(
    { ...SAMPLE_RESULTS, briefing: { url: null, mayWrite: false } },
    SAMPLE_SENDER,
    'en',
  )

  for (const body of [mail.html, mail.text.replaceAll('\n', ' ')]) {
    expect(body).not.toContain('We will write to you')
    expect(body).toContain('agree on the page with your results that we may contact you')
  }
})

test('those who qualify are invited also where no booking page is configured', () => {
  const mail = resultsMail(
    { ...SAMPLE_RESULTS, briefing: { url: null, mayWrite: true } },
    SAMPLE_SENDER,
    'en',
  )

  for (const body of [mail.html, mail.text.replaceAll('\n', ' ')]) {
    expect(body).toContain('executive briefing')
    expect(body).toContain('We will write to you with a choice of times.')
    expect(body).not.toContain('Book')
  }
})

test('results without recommendations have no empty heading', () => {
  const mail = resultsMail({ ...SAMPLE_RESULTS, recommendations: [] }, SAMPLE_SENDER, 'en')

  expect(mail.html).not.toContain('What to do next')
  expect(mail.text).not.toContain('WHAT TO DO NEXT')
})

test('hostile text cannot become markup', () => {
  const hostile = '"><script>alert(1)</script><a href="https://evil.example">'
  const mail = resultsMail(
    {
      ...SAMPLE_RESULTS,
      headline: hostile,
      recommendations: [{ areaName: hostile, title: hostile, action: hostile, gain: 1 }],
    },
    { ...SAMPLE_SENDER, postalAddress: hostile },
    'en',
  )

  expect(mail.html).not.toContain('<script')
  expect(mail.html).not.toContain('href="https://evil.example"')
})

test('the same data gives the same bytes, as a repeat under one idempotency key must', () => {
  expect(resultsMail(SAMPLE_RESULTS, SAMPLE_SENDER, 'en')).toEqual(
    resultsMail({ ...SAMPLE_RESULTS }, { ...SAMPLE_SENDER }, 'en'),
  )
})

test('the resume e-mail counts the steps that are done', () => {
  const text = (stepsDone: number) =>
    resumeMail(
      { resumeUrl: 'https://scorecard.example.com/r', stepsDone, totalSteps: 4 },
      SAMPLE_SENDER,
      'en',
    ).text

  expect(text(2)).toContain('You have completed 2 of 4 steps.')
  expect(text(0)).toContain('You have begun the AI readiness assessment.')
})

const germanMails = mails.filter(({ language }) => language === 'de')

/** Words that English sentences have and German ones have not. */
const ENGLISH =
  /\b(?:the|you|your|and|with|this|that|of|have|has|are|our|we|it|if|or|for|not|nothing|open|see|carry|address|results?|receiving|stop)\b/i

test.each(germanMails)('$name has no English sentence left, and no English quotation marks', ({ mail }) => {
  const prose = (text: string) => text.replaceAll(/https:\S+/g, '').replaceAll(BRAND.product, '')
  const { company, postalAddress } = SAMPLE_SENDER
  const html = mail.html.replace(/<style.*?<\/style>/s, '').replaceAll(/<[^>]+>/g, '\n')
  for (const text of [mail.subject, mail.text, html]) {
    const said = prose(text).replaceAll(company!, '').replaceAll(postalAddress!, '')
    expect(said.split('\n').filter((line) => ENGLISH.test(line))).toEqual([])
    expect(said).not.toMatch(/[“”"](?=\p{L})/u)
  }
})

test.each(germanMails)('$name leads to German pages', ({ mail }) => {
  const ours = [...mail.html.matchAll(/href="(https:\/\/scorecard\.example\.com\/[^"]+)"/g)].map(
    ([, href]) => href!,
  )
  expect(ours.length).toBeGreaterThan(0)
  expect(ours.filter((href) => !/\.com\/(?:de|briefing|privacy\/stop)\b/.test(href))).toEqual([])
})

test('the German results are dated, counted and quoted as German is', () => {
  const { mail } = germanMails.find(({ name }) => name === 'de-results-qualified')!
  expect(mail.subject).toBe('Ihre KI-Reife: 57 von 100 Punkten')
  for (const part of [
    'Der Link gilt bis zum 21. Februar 2027',
    ': 5 Punkte zu gewinnen',
    'Ihre vier Bereiche',
  ])
    expect(mail.html).toContain(part)
})
