import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '#app/domain/day.ts'
import { runScript } from '#scripts/run-script.ts'
import { chooseFolders } from './choose-folders.ts'
import { type Folder, readFolders } from './folders.ts'
import { folderProblems, isDraft } from './problems.ts'
import { writePublished } from './published-module.ts'
import { snapshotText, versionsFolder } from './snapshots.ts'

await runScript({
  name: 'content:publish',
  does: 'keeps scorecards as they are now under their version, as visitors get them from the next deployment on (app/content/SCORECARD/versions). Deploys nothing.',
  operands: { SCORECARD: 'what to publish; every draft when left out' },
  usage: ['[-- SCORECARD...]'],
  exits: {
    0: 'what was named, or every draft, is published',
    1: 'something is wrong with one of them; nothing was done',
  },
  run: async (_values, slugs) => {
    const { all, chosen } = await chooseFolders(slugs)
    const problems = chosen.flatMap((folder) => folderProblems(folder, new Date(), all))
    for (const problem of problems) console.error(`- ${problem}`)
    if (problems.length > 0) return false
    for (const folder of chosen) console.log(isDraft(folder) ? await publish(folder) : describe(folder))
    await writePublished(await readFolders())
    return true
  },
})

async function publish({ slug, path, source, snapshots }: Folder): Promise<string> {
  const { version } = source!.scorecard
  const folder = versionsFolder(path)
  mkdirSync(folder, { recursive: true })
  const before = snapshots.find(({ snapshot }) => snapshot.scorecard.version === version)
  const publishedOn = before?.snapshot.publishedOn ?? dayOf(new Date())
  writeFileSync(join(folder, `${version}.json`), await snapshotText(source!, publishedOn))
  return `${slug}: ${version} is published. Commit it, and deploy it: npm run deploy`
}

function describe({ slug, snapshots }: Folder): string {
  return `${slug}: ${snapshots[0]!.snapshot.scorecard.version} is published as it is`
}
