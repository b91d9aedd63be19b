import { expect, test } from 'vitest'
import { problemsAfter } from '#tests/helpers/content-folder.ts'

// What a scorecard has of its own: texts of consent, colours, addresses.

const DAY = '2026-11-27'
const LATER = {
  results: 'We send you your results to this address.',
  contact: 'Yes, {company} may call me about my results, and keep them at {crm} until I withdraw this.',
}

test('a consent text that was published neither changes nor goes: the line, and a new day as the way out', async () => {
  expect(await problemsAfter(({ words }) => (words.de!.consent![DAY] = LATER))).toEqual([
    expect.stringMatching(
      /^quick-check\/de\/index\.ts:\d+: consent > 2026-11-27 > results: is published, and people have agreed to it: leave it as it was .*, and write texts of a new day below it$/,
    ),
    expect.stringContaining('consent > 2026-11-27 > contact: is published'),
  ])
  const gone = await problemsAfter(({ words }) => {
    delete words.en!.consent
    delete words.de!.consent
  })
  expect(gone).toHaveLength(4)
  expect(gone[0]).toMatch(/^quick-check\/en\/index\.ts:\d+: .* people have agreed to it: put it back/)
})

test('a consent text of a new day needs no new version, and every language', async () => {
  const added = (languages: readonly string[]) =>
    problemsAfter(({ words }) => {
      for (const language of languages) words[language]!.consent!['2026-12-01'] = LATER
    })
  expect(await added(['en', 'de'])).toEqual([])
  expect(await added(['en'])).toEqual([
    expect.stringMatching(
      /^quick-check\/de\/index\.ts:\d+: consent: en has texts of 2026-12-01, and de has none: write them here too$/,
    ),
  ])
})

test.for([
  ['contact', 'Yes, you may call me about my results, and keep them for as long.', 'must say {company} once'],
  ['contact', 'Yes, {company} may call me about my results, and keep them for long.', 'must say {crm} once'],
  ['results', 'We at {company} send you your results to this address.', 'names nobody: take the { out'],
] as const)('a consent text “%s” like “%s” is refused', async ([part, text, way]) => {
  const [problem] = await problemsAfter(({ words }) => {
    words.en!.consent!['2026-12-01'] = { ...LATER, [part]: text }
  })
  expect(problem).toContain(`consent > 2026-12-01 > ${part}: ${way}`)
})

test('texts of no day are refused', async () => {
  const [problem] = await problemsAfter(({ words }) => (words.en!.consent!['December'] = LATER))
  expect(problem).toMatch(/en\/index\.ts:\d+: consent > December: must be called by the day/)
})

test('colours of a scorecard’s own are held to the contrast that all are, with the line and the ratio', async () => {
  const [problem] = await problemsAfter(({ scorecard }) => {
    scorecard.brand!.colours!.light!.accent = '#9999cc'
  })
  expect(problem).toMatch(
    /^quick-check\/scorecard\.ts:\d+: brand: light accent on paper has a contrast of 2\.\d+:1: it needs 4\.5:1$/,
  )
})

test.for([
  [
    { briefingUrl: 'http://example.com' },
    'brand > briefingUrl: must be an address that begins with https://',
  ],
  [{ replyTo: 'nobody' }, 'brand > replyTo: must be an e-mail address'],
  [
    { mark: [{ path: '"/><script>', colour: 'accent' }] },
    'brand: mark 1: ""/><script>" is not the d of an SVG path',
  ],
  [{ colours: { light: { paper: 'red' } } }, 'brand: light paper is "red": write it as #rrggbb'],
  [{ colours: { light: { pink: '#ff0000' } } }, 'brand > colours > light: knows no pink: take it out'],
] as const)('a brand of its own like %j is refused', async ([brand, way]) => {
  const [problem] = await problemsAfter(({ scorecard }) => Object.assign(scorecard, { brand }))
  expect(problem).toContain(way)
})

test('a landing page answers one to eight questions in words of its own, and says how the score comes about', async () => {
  const question = { title: 'Who asks?', text: 'We do, and we keep it for {days}, or {session}.' }
  const problemsWith = (landing: object) =>
    problemsAfter(({ words }) => Object.assign(words.en!.landing, landing))
  expect(await problemsWith({ faq: [question] })).toEqual([])
  for (const [landing, way] of [
    [{ faq: undefined }, 'landing > faq: is missing: write a list of questions with title and text'],
    [{ faq: [] }, 'landing > faq: must have a question at least'],
    [{ faq: Array(9).fill(question) }, 'landing > faq: must have 8 questions at most'],
    [{ faq: [{ title: question.title }] }, 'landing > faq > 0 > text: is missing: write a text there'],
    [
      { faq: [{ ...question, text: 'We keep it for {years}, at the most.' }] },
      'may have {session} and {days}',
    ],
    [{ method: undefined }, 'landing > method: is missing: write a text there'],
  ] as const) {
    const problems = await problemsWith(landing)
    expect(problems, way).toHaveLength(1)
    expect(problems[0]).toMatch(/^quick-check\/en\/index\.ts:\d+: /)
    expect(problems[0]).toContain(way)
  }
})

test('another method and other questions need no new version', async () => {
  expect(
    await problemsAfter(({ words }) => {
      words.de!.landing.method = 'Es sind sechs Fragen, und jede zählt so viel wie ihr Bereich.'
      words.de!.landing.faq.pop()
    }),
  ).toEqual([])
})
