import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderProblems } from '#scripts/content/problems.ts'
import { ContentFolders, type Editable, editedCopy } from '#tests/helpers/content-folder.ts'

const MONTH = '2026-12'

/** The problems of a folder after an edit, without the folder's own path. */
async function problemsAfter(edit: (copy: Editable) => void, published = editedCopy()): Promise<string[]> {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy(edit))
  await folders.publish('quick-check', published)
  const problems = folderProblems(await folders.read('quick-check'), MONTH, [])
  return problems.map((problem) => problem.replaceAll(`${folders.root}/`, ''))
}

test('a scorecard as it is published has no problem', async () => {
  expect(await problemsAfter(() => {})).toEqual([])
})

test('a text that is too long is named with its file and line', async () => {
  const [problem, ...others] = await problemsAfter(({ words }) => {
    words.de!.areas.safe_data!.questions.safe_data_2!.choices.C = 'x'.repeat(241)
  })
  expect(others).toEqual([])
  expect(problem).toMatch(
    /^quick-check\/de\/index\.ts:\d+: areas > safe_data > questions > safe_data_2 > choices > C: must have at most 240 characters$/,
  )
})

test('the line is the one that it stands on, in the file that it stands in', async () => {
  using folders = new ContentFolders()
  const path = folders.write('quick-check', editedCopy())
  writeFileSync(
    join(path, 'en', 'landing.ts'),
    "export const landing = {\n  title: 'Short',\n  startLabel: 'x',\n}\n",
  )
  const file = join(path, 'en', 'index.ts')
  const source = readFileSync(file, 'utf8')
  const landing = JSON.stringify(editedCopy().words.en!.landing, null, 2).replaceAll('\n', '\n  ')
  writeFileSync(
    file,
    `import { landing } from './landing.ts'\n${source.replace(`"landing": ${landing}`, 'landing')}`,
  )
  const problems = folderProblems(await folders.read('quick-check'), MONTH, [])
  expect(problems).toContain(`${path}/en/landing.ts:2: landing > title: must have at least 10 characters`)
  expect(problems).toContain(`${path}/en/landing.ts:3: landing > startLabel: must have at least 3 characters`)
  // What is missing has the line that it is missing below.
  expect(problems).toContain(`${path}/en/landing.ts:1: landing > about: is missing: write a text there`)
})

test('weights of 101, an id used twice and a language without words are errors with a line and a way out', async () => {
  expect(await problemsAfter(({ scorecard }) => (scorecard.areas[0]!.weight = 31))).toEqual([
    expect.stringMatching(
      /^quick-check\/scorecard\.ts:\d+: areas: the weights must add up to 100 % and come to 101 % \(daily_use 31 \+ safe_data 40 \+ proven_benefit 30\)$/,
    ),
  ])
  expect(
    await problemsAfter(({ scorecard }) => (scorecard.areas[0]!.questions[1] = 'daily_use_1')),
  ).toContainEqual(
    expect.stringMatching(
      /^quick-check\/scorecard\.ts:\d+: question daily_use_1: this id is used twice: choose another for one of them$/,
    ),
  )
  expect(await problemsAfter(({ words }) => delete words.de)).toEqual([
    expect.stringMatching(
      /scorecard\.ts:\d+: languages: names de, and there is no folder de: make it, or take it out$/,
    ),
  ])
})

test('a slip of the pen is told by file and line, and what it may be', async () => {
  using folders = new ContentFolders()
  const path = folders.write('quick-check', editedCopy())
  writeFileSync(
    join(path, 'en', 'index.ts'),
    "export const words = {\n  name: 'AI Quick Check'\n  landing: {},\n}\n",
  )
  const problems = folderProblems(await folders.read('quick-check'), MONTH, [])
  expect(problems).toEqual([expect.stringMatching(/en\/index\.ts:3: cannot be read: .*comma/)])
})

test('a file that is missing, one that says something else and a folder of another name are told with the way out', async () => {
  using folders = new ContentFolders()
  folders.write('two', editedCopy())
  expect(folderProblems(await folders.read('two'), MONTH, [])).toEqual([
    expect.stringMatching(
      /two\/scorecard\.ts:2: slug: is “quick-check”, and the folder is called two: call them the same$/,
    ),
  ])
  const other = folders.write('other', editedCopy())
  writeFileSync(join(other, 'scorecard.ts'), 'export const card = {}\n')
  expect(folderProblems(await folders.read('other'), MONTH, [])).toEqual([
    `${other}/scorecard.ts: must begin with “export const scorecard:”, as the file of quick-check does`,
  ])
})

test.each<[string, (copy: Editable) => void]>([
  [
    'a question in one language',
    ({ words }) => (words.de!.areas.daily_use!.questions.daily_use_1!.text = 'Etwas anderes als vorher?'),
  ],
  [
    'a choice',
    ({ words }) =>
      (words.en!.areas.safe_data!.questions.safe_data_1!.choices.B = 'Something else than before.'),
  ],
  ['a limit', ({ scorecard }) => (scorecard.categories[0]!.from = 90)],
  ['weights', ({ scorecard }) => ((scorecard.areas[0]!.weight = 40), (scorecard.areas[1]!.weight = 30))],
  ['the order of areas', ({ scorecard }) => void scorecard.areas.reverse()],
])(
  'a version that is published with another wording of %s is refused, with the next one',
  async (_what, edit) => {
    const problems = await problemsAfter(edit)
    expect(problems).toEqual([
      expect.stringMatching(
        /^quick-check\/scorecard\.ts:3: version: 2026-11 is published with something else \(.+\): make it 2026-12, so that/,
      ),
    ])
    const asNew = await problemsAfter((copy) => {
      edit(copy)
      copy.scorecard.version = '2026-12'
    })
    expect(asNew).toEqual([])
  },
)

test('advice, explanations, names and landing words may change within a version', async () => {
  const problems = await problemsAfter(({ words: { en } }) => {
    en!.areas.daily_use!.questions.daily_use_1!.recommendation.action = 'Ask everybody, and write it down.'
    en!.categories.crisis!.headline = 'Nobody looks after your AI.'
    en!.landing.headline = 'Who looks after your AI?'
  })
  expect(problems).toEqual([])
})

test('a version before the published one is refused', async () => {
  const later = editedCopy(({ scorecard }) => (scorecard.version = '2026-12'))
  expect(await problemsAfter(() => {}, later)).toEqual([
    expect.stringMatching(/version: 2026-11 comes before 2026-12, which is published: make it 2026-12\.2$/),
  ])
})

test('a published version that somebody has edited by hand is refused, with the way to get it back', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy())
  const file = await folders.publish('quick-check', editedCopy())
  writeFileSync(file, readFileSync(file, 'utf8').replace('AI Quick Check', 'AI Quick Test'))
  expect(folderProblems(await folders.read('quick-check'), MONTH, [])).toEqual([
    `${file}: is not as it was published, and results refer to it: get it back (git checkout -- ${file}), edit the folder, and publish a new version`,
  ])
})

test('versions that came along with a copied folder are named, to be deleted', async () => {
  using folders = new ContentFolders()
  const path = folders.write(
    'ai-at-sea',
    editedCopy(({ scorecard }) => (scorecard.slug = 'ai-at-sea')),
  )
  await folders.publish('ai-at-sea', editedCopy())
  expect(folderProblems(await folders.read('ai-at-sea'), MONTH, [])).toEqual([
    `${path}/versions: has versions of quick-check, which came along with a copy: delete this folder`,
  ])
})

test('a copied folder that keeps the prefix of its original is named, with whose scores it would write over', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy())
  folders.write(
    'quick-copy',
    editedCopy(({ scorecard }) => (scorecard.slug = 'quick-copy')),
  )
  const all = [await folders.read('quick-check'), await folders.read('quick-copy')]
  expect(folderProblems(all[1]!, MONTH, all)).toEqual([
    expect.stringMatching(
      /quick-copy\/scorecard\.ts:\d+: crm: the prefix quick_check is also that of quick-check, .*: give each its own$/,
    ),
  ])
})

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
