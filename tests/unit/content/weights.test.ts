import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { draftWeights } from '#scripts/content/draft-weights.ts'
import { folderProblems, isDraft } from '#scripts/content/problems.ts'
import { ContentFolders, MONTH, NOW, editedCopy } from '#tests/helpers/content-folder.ts'

async function publishedFolder(folders: ContentFolders) {
  folders.write('quick-check', editedCopy())
  await folders.publish('quick-check', editedCopy())
  return folders.read('quick-check')
}

test('proposed weights are written into the scorecard as a draft with a new version, and nothing else changes', async () => {
  using folders = new ContentFolders()
  const folder = await publishedFolder(folders)
  expect(draftWeights(folder, [20, 30, 50], MONTH)).toBe('2026-12')
  const written = readFileSync(join(folder.path, 'scorecard.ts'), 'utf8').slice(
    'export const scorecard = '.length,
  )
  const drafted = editedCopy(({ scorecard }) => {
    scorecard.version = '2026-12'
    scorecard.areas.forEach((area, place) => (area.weight = [20, 30, 50][place]!))
  })
  expect(JSON.parse(written)).toEqual(drafted.scorecard)
  const draft = { ...folder, source: drafted }
  expect(isDraft(draft)).toBe(true)
  expect(folderProblems(draft, NOW, [])).toEqual([])
})

test('weights that an editor works out are left alone, and the way out is said', async () => {
  using folders = new ContentFolders()
  const folder = await publishedFolder(folders)
  const file = join(folder.path, 'scorecard.ts')
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/"weight": \d+/, '"weight": WEIGHT'))
  expect(() => draftWeights(folder, [20, 30, 50], MONTH)).toThrow(/enter 20 by hand/)
  expect(readFileSync(file, 'utf8')).not.toContain('2026-12')
})

test('weights with decimals are replaced whole, and of several on a line none is guessed at', async () => {
  using folders = new ContentFolders()
  const decimals = editedCopy(({ scorecard }) =>
    scorecard.areas.forEach((area, place) => (area.weight = [33.5, 33.5, 33][place]!)),
  )
  folders.write('quick-check', decimals)
  const folder = { ...(await folders.read('quick-check')), source: decimals }
  const file = join(folder.path, 'scorecard.ts')
  draftWeights(folder, [20, 30, 50], MONTH)
  expect([...readFileSync(file, 'utf8').matchAll(/"weight": (.*?),/g)].map(([, weight]) => weight)).toEqual([
    '20',
    '30',
    '50',
  ])
  const oneLine = readFileSync(file, 'utf8').replace(/\n\s*/g, ' ')
  writeFileSync(file, oneLine)
  expect(() => draftWeights(folder, [10, 20, 70], MONTH)).toThrow(/by hand/)
  expect(readFileSync(file, 'utf8')).toBe(oneLine)
})
