import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addDays } from '#app/domain/day.ts'
import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES, RETENTION_DAYS } from '#app/domain/limits.ts'
import type { ScorecardSource } from '#app/domain/quiz/content-types.ts'
import { readFolders } from '#scripts/content/folders.ts'
import { folderProblems, isDraft } from '#scripts/content/problems.ts'
import {
  KEPT_DAYS,
  PUBLISHED_MODULE,
  publishedFiles,
  publishedModule,
} from '#scripts/content/published-module.ts'
import { hashOf } from '#scripts/content/snapshots.ts'
import { ContentFolders, editedCopy } from '#tests/helpers/content-folder.ts'

const versioned = (version: string, name = 'AI Quick Check') =>
  editedCopy(({ scorecard, words }) => {
    scorecard.version = version
    words.en!.name = name
  })

test('the module that the Worker has its scorecards from is as the folders are', async () => {
  const folders = await readFolders()
  expect(folders.flatMap((folder) => folderProblems(folder, new Date('2099-01-01'), folders))).toEqual([])
  const files = await publishedFiles(folders)
  expect(files.has(PUBLISHED_MODULE)).toBe(true)
  for (const [file, text] of files) expect(readFileSync(file, 'utf8')).toBe(text)
})

test('a published version says the same again when it is read', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy())
  await folders.publish('quick-check', editedCopy())
  const [published] = (await folders.read('quick-check')).snapshots
  expect(published!.snapshot).toEqual({
    hash: hashOf(editedCopy()),
    publishedOn: '2026-11-27',
    ...editedCopy(),
  })
})

test('one version is carried once, and its folder not at all', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy())
  await folders.publish('quick-check', editedCopy())
  const folder = await folders.read('quick-check')
  const module = await publishedModule([folder])
  expect(isDraft(folder)).toBe(false)
  expect(module.match(/^import .* from '\.\/.*'$/gm)).toEqual([
    "import quickCheck2026_11 from './quick-check/versions/2026-11.json'",
  ])
})

test('the latest is carried whole, those before by what differs, and the draft beside them', async () => {
  using folders = new ContentFolders()
  const path = folders.write('quick-check', versioned('2027-02', 'A new name'))
  await folders.publish('quick-check', versioned('2026-11', 'The first name'))
  await folders.publish('quick-check', versioned('2026-12'))
  await folders.publish('quick-check', versioned('2026-11.2'))
  const files = await publishedFiles([await folders.read('quick-check')])
  const module = files.get(PUBLISHED_MODULE)
  expect(module).toContain('versions: withFormer(quickCheck2026_12 as ScorecardSource, quickCheckFormer)')
  expect(JSON.parse(files.get(`${path}/former.json`)!)).toEqual([
    { scorecard: { version: '2026-11.2' } },
    { scorecard: { version: '2026-11' }, words: { en: { name: 'The first name' } } },
  ])
  expect(module).toContain("import { words as quickCheckDE } from './quick-check/de/index.ts'")
  expect(module).toMatch(
    /draft: \{ scorecard: quickCheck, words: \{ en: quickCheckEN, de: quickCheckDE \} \}/,
  )
})

test('a version is carried for as long as there may be results of it, counted from the next one’s first day', async () => {
  using folders = new ContentFolders()
  const path = folders.write('quick-check', versioned('2027-02'))
  await folders.publish('quick-check', versioned('2026-11'), '2026-11-27')
  await folders.publish('quick-check', versioned('2026-12'), '2026-12-01')
  const carriedOn = async (day: string) => {
    await folders.publish('quick-check', versioned('2027-02'), day)
    const files = await publishedFiles([await folders.read('quick-check')])
    const former = JSON.parse(files.get(`${path}/former.json`)!) as Pick<ScorecardSource, 'scorecard'>[]
    return former.map(({ scorecard }) => scorecard.version)
  }
  expect(KEPT_DAYS).toBeGreaterThan(RETENTION_DAYS.most + LIFETIMES.resultsLink / DAY)
  expect(await carriedOn(addDays('2026-12-01', KEPT_DAYS))).toEqual(['2026-12', '2026-11'])
  expect(await carriedOn(addDays('2026-12-01', KEPT_DAYS + 1))).toEqual(['2026-12'])
})

test('a correction of wording is a draft until it is published', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', versioned('2026-11', 'AI quick check'))
  await folders.publish('quick-check', versioned('2026-11'))
  expect(isDraft(await folders.read('quick-check'))).toBe(true)
  await folders.publish('quick-check', versioned('2026-11', 'AI quick check'))
  expect(isDraft(await folders.read('quick-check'))).toBe(false)
})

test('a scorecard that was never published has a draft alone, and the default one comes first', async () => {
  using folders = new ContentFolders()
  folders.write(
    'a-first-try',
    editedCopy(({ scorecard }) => (scorecard.slug = 'a-first-try')),
  )
  folders.write(
    'ai-readiness',
    editedCopy(({ scorecard }) => (scorecard.slug = 'ai-readiness')),
  )
  const module = await publishedModule(await readFolders(folders.root))
  expect(module.match(/slug: '[a-z-]+', versions: \[\]|slug: '[a-z-]+',\s+versions: \[\]/g)).toHaveLength(2)
  expect(module.indexOf("'ai-readiness'")).toBeLessThan(module.indexOf("'a-first-try'"))
})
