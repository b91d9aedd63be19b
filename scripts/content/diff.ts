import { contentChanges } from '#app/domain/quiz/content-changes.ts'
import { nextVersion } from '#app/domain/quiz/versions.ts'
import { runScript } from '#scripts/run-script.ts'
import { chooseFolders } from './choose-folders.ts'
import { describeChanges } from './describe-changes.ts'
import type { Folder } from './folders.ts'
import { thisMonth } from './this-month.ts'

await runScript({
  name: 'content:diff',
  does: 'says what an editor has changed of scorecards since they were published, and which changes need a new version. Changes nothing.',
  operands: { SCORECARD: 'which to compare; all when left out' },
  usage: ['[-- SCORECARD...]'],
  exits: { 0: 'all is said', 1: 'a scorecard cannot be read: npm run content:check says why' },
  run: async (_values, slugs) => {
    const { chosen } = await chooseFolders(slugs)
    for (const folder of chosen) console.log(describe(folder).join('\n'))
    return chosen.every(({ source }) => source !== null)
  },
})

function describe({ slug, source, snapshots, faults }: Folder): string[] {
  if (source === null) return [`${slug}: cannot be read`, ...faults.map((fault) => `  - ${fault}`)]
  const latest = snapshots[0]?.snapshot
  if (latest === undefined) return [`${slug}: was never published, all of it is new`]
  const { version } = latest.scorecard
  const lines = describeChanges(contentChanges(latest, source), {
    published: version,
    draft: source.scorecard.version,
    next: nextVersion(version, thisMonth()),
  })
  return lines.map((line, index) => (index === 0 ? `${slug}: ${line}` : line))
}
