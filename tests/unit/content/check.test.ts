import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderProblems } from '#scripts/content/problems.ts'
import {
  ContentFolders,
  type Editable,
  NOW,
  editedCopy,
  problemsAfter,
} from '#tests/helpers/content-folder.ts'

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
  const problems = folderProblems(await folders.read('quick-check'), NOW, [])
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
  const problems = folderProblems(await folders.read('quick-check'), NOW, [])
  expect(problems).toEqual([expect.stringMatching(/en\/index\.ts:3: cannot be read: .*comma/)])
})

test('a file that is missing, one that says something else and a folder of another name are told with the way out', async () => {
  using folders = new ContentFolders()
  folders.write('two', editedCopy())
  expect(folderProblems(await folders.read('two'), NOW, [])).toEqual([
    expect.stringMatching(
      /two\/scorecard\.ts:2: slug: is “quick-check”, and the folder is called two: call them the same$/,
    ),
  ])
  const other = folders.write('other', editedCopy())
  writeFileSync(join(other, 'scorecard.ts'), 'export const card = {}\n')
  expect(folderProblems(await folders.read('other'), NOW, [])).toEqual([
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
  [
    'advice',
    ({ words }) => {
      words.en!.areas.daily_use!.questions.daily_use_1!.recommendation.action = 'Ask everybody, and note it.'
    },
  ],
  ['a category', ({ words }) => (words.de!.categories.crisis!.headline = 'Niemand kümmert sich um KI.')],
  ['the name of an area', ({ words }) => (words.en!.areas.daily_use!.name = 'Every day')],
  [
    'an explanation',
    ({ words }) =>
      (words.en!.areas.daily_use!.questions.daily_use_1!.whyItMatters = 'The report says this as well.'),
  ],
  ['what is said of strengths', ({ words }) => (words.en!.strength.title = 'Go on with {title} as you do')],
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

test('what no result says may change within a version: landing words, names of the product, colours', async () => {
  const problems = await problemsAfter(({ scorecard, words: { en } }) => {
    en!.landing.headline = 'Who looks after your AI?'
    en!.name = 'The AI Quick Check'
    en!.brand = { product: 'AI Quick Check', tagline: 'Six questions for leaders' }
    scorecard.minutes = 4
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
  expect(folderProblems(await folders.read('quick-check'), NOW, [])).toEqual([
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
  expect(folderProblems(await folders.read('ai-at-sea'), NOW, [])).toEqual([
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
  expect(folderProblems(all[1]!, NOW, all)).toEqual([
    expect.stringMatching(
      /quick-copy\/scorecard\.ts:\d+: crm: the prefix quick_check makes quick_check_score, which is quick-check’s in the CRM and would be written over: take another prefix$/,
    ),
  ])
})

test('of two with one prefix the one that is published has it, also where its folder has taken another since', async () => {
  using folders = new ContentFolders()
  const copy = editedCopy(({ scorecard }) => (scorecard.slug = 'quick-copy'))
  folders.write('quick-check', editedCopy())
  await folders.publish('quick-check', editedCopy())
  folders.write('quick-copy', copy)
  const problemsOf = async () => {
    const all = [await folders.read('quick-check'), await folders.read('quick-copy')]
    return all.map((folder) => folderProblems(folder, NOW, all))
  }
  const refused = [expect.stringMatching(/quick-copy\/.*which is quick-check’s in the CRM/)]
  expect(await problemsOf()).toEqual([[], refused])

  folders.write(
    'quick-check',
    editedCopy(({ scorecard }) => (scorecard.crm = { prefix: 'other_check' })),
  )
  expect(await problemsOf()).toEqual([[], refused])

  // As two branches that are merged.
  folders.write('quick-check', editedCopy())
  await folders.publish('quick-copy', copy, '2026-11-28')
  expect(await problemsOf()).toEqual([[], refused])
})

test('a version that was published before a release asked for more words is to be published again', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy())
  const former = editedCopy(({ words }) => Object.assign(words.en!.landing, { faq: undefined }))
  await folders.publish('quick-check', former)
  expect(folderProblems(await folders.read('quick-check'), NOW, [])).toEqual([
    expect.stringContaining('publish it again, npm run content:publish -- quick-check'),
  ])
})

test.each([
  ['a day that there is not', '2026-02-31', 'is "2026-02-31", and no day such as 2026-12-15'],
  ['no day', 'yesterday', 'is "yesterday", and no day such as 2026-12-15'],
  ['a day to come', '2027-01-01', '2027-01-01 is still to come'],
  [
    'a day before that of the version it follows',
    '2026-11-01',
    '2026-11-01 is before 2026-11-27, when 2026-11 was published, which it follows',
  ],
])('a version that was published on %s is refused, with the way out', async (_, day, problem) => {
  using folders = new ContentFolders()
  const next = editedCopy(({ scorecard }) => (scorecard.version = '2026-12'))
  folders.write('quick-check', next)
  await folders.publish('quick-check', editedCopy())
  const file = await folders.publish('quick-check', next, day)
  expect(folderProblems(await folders.read('quick-check'), NOW, [])).toEqual([
    `${file}: publishedOn: ${problem}: write the day on which it was published, or get the file back (git checkout -- ${file})`,
  ])
})

test('a version without the day of its publication is refused', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy())
  const file = await folders.publish('quick-check', editedCopy())
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"publishedOn": .*\n/, ''))
  expect(folderProblems(await folders.read('quick-check'), NOW, [])).toEqual([
    expect.stringContaining(': publishedOn: is missing, and no day such as 2026-12-15: write the day'),
  ])
})

test('two prefixes of which one with an area’s id makes a property of the other are refused, with its name', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy())
  folders.write(
    'quick',
    editedCopy(({ scorecard, words }) => {
      const [, area] = scorecard.areas
      const { id } = area!
      Object.assign(scorecard, { slug: 'quick', crm: { prefix: 'quick' } })
      area!.id = `check_${id}`
      const rename = (question: string) => question.replace(id, area!.id)
      area!.questions = area!.questions.map(rename)
      scorecard.sample = renamedKeys(scorecard.sample, rename)
      for (const spoken of Object.values(words)) {
        const { [id]: renamed, ...others } = spoken.areas
        renamed!.questions = renamedKeys(renamed!.questions, rename)
        spoken.areas = { ...others, [area!.id]: renamed! }
      }
    }),
  )
  const all = [await folders.read('quick-check'), await folders.read('quick')]
  for (const [folder, prefix, other] of [
    [all[1]!, 'quick', 'quick-check'],
    [all[0]!, 'quick_check', 'quick'],
  ] as const)
    expect(folderProblems(folder, NOW, all)).toEqual([
      expect.stringMatching(
        new RegExp(
          `scorecard\\.ts:\\d+: crm: the prefix ${prefix} makes quick_check_safe_data_score, which is ${other}’s`,
        ),
      ),
    ])
})

const renamedKeys = <Value>(record: Record<string, Value>, rename: (key: string) => string) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]))
