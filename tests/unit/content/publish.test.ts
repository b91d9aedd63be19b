import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFolders } from '#scripts/content/folders.ts'
import { folderProblems, isDraft } from '#scripts/content/problems.ts'
import { PUBLISHED_MODULE, publishedModule } from '#scripts/content/published-module.ts'
import { hashOf } from '#scripts/content/snapshots.ts'
import { ContentFolders, editedCopy } from '#tests/helpers/content-folder.ts'

const versioned = (version: string, name = 'AI Quick Check') =>
  editedCopy(({ scorecard, words }) => {
    scorecard.version = version
    words.en!.name = name
  })

test('the module that the Worker has its scorecards from is as the folders are', async () => {
  const folders = await readFolders()
  expect(folders.flatMap((folder) => folderProblems(folder, '2099-01', folders))).toEqual([])
  expect(readFileSync(PUBLISHED_MODULE, 'utf8')).toBe(await publishedModule(folders))
})

test('a published version says the same again when it is read', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy())
  await folders.publish('quick-check', editedCopy())
  const [published] = (await folders.read('quick-check')).snapshots
  expect(published!.snapshot).toEqual({ hash: hashOf(editedCopy()), ...editedCopy() })
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

test('the latest and the one before are carried, the draft beside them, and nothing older', async () => {
  using folders = new ContentFolders()
  folders.write('quick-check', versioned('2027-02', 'A new name'))
  for (const version of ['2026-11', '2026-12', '2026-11.2'])
    await folders.publish('quick-check', versioned(version))
  const module = await publishedModule([await folders.read('quick-check')])
  expect(module).toMatch(
    /versions: \[quickCheck2026_12 as ScorecardSource, quickCheck2026_11_2 as ScorecardSource\]/,
  )
  expect(module).not.toContain('2026-11.json')
  expect(module).toContain("import { words as quickCheckDE } from './quick-check/de/index.ts'")
  expect(module).toMatch(
    /draft: \{ scorecard: quickCheck, words: \{ en: quickCheckEN, de: quickCheckDE \} \}/,
  )
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
