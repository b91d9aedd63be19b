import { LANGUAGES } from '#app/domain/language/languages.ts'
import { DEFAULT_MOUNT, mountedPath } from '#app/domain/visit/mount.ts'
import { runScript } from '#scripts/run-script.ts'
import { chooseFolders } from './choose-folders.ts'
import { folderProblems, isDraft } from './problems.ts'
import { writePublished } from './published-module.ts'

await runScript({
  name: 'content:preview',
  does: 'makes drafts of scorecards ready to be looked at, and says at which addresses: npm run dev shows them. Nothing that is done there counts, and visitors go on with what is published.',
  operands: { SCORECARD: 'which to look at; every draft when left out' },
  usage: ['[-- SCORECARD...]'],
  exits: { 0: 'the addresses are said', 1: 'something is wrong with one of them; nothing was done' },
  run: async (_values, slugs) => {
    const { all, chosen } = await chooseFolders(slugs)
    const problems = chosen.flatMap((folder) => folderProblems(folder, new Date(), all))
    for (const problem of problems) console.error(`- ${problem}`)
    if (problems.length > 0) return false
    await writePublished(all)
    for (const folder of chosen) {
      const { slug } = folder
      const addresses = LANGUAGES.map((language) =>
        mountedPath({ ...DEFAULT_MOUNT, preview: true, language, scorecard: slug }, '/'),
      )
      console.log(isDraft(folder) ? `${slug}: ${addresses.join('  ')}` : `${slug}: is published as it is`)
    }
    return true
  },
})
