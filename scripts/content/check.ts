import { readIfThere } from '#scripts/read-if-there.ts'
import { experimentsContent } from '#app/content/ai-readiness/experiments.ts'
import { findExperimentProblems } from '#app/domain/experiments/validation.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { runScript } from '#scripts/run-script.ts'
import { consentProblems, readLanguages, staleLanguageFiles } from '#scripts/languages/language-files.ts'
import { type Folder, readFolders } from './folders.ts'
import { missingWords } from './missing-words.ts'
import { folderProblems, isDraft } from './problems.ts'
import { publishedFiles } from './published-module.ts'

await runScript({
  name: 'content:check',
  does: 'reads all scorecards and tests of the pages (app/content) and says what is wrong with them, where, and what to do about it. Changes nothing.',
  exits: { 0: 'the content can be used', 1: 'it cannot; a line for each problem' },
  run: async () => {
    const folders = await readFolders()
    const problems = folders.flatMap((folder) => folderProblems(folder, new Date(), folders))
    problems.push(...missingWords(), ...(await languageProblems()))
    if (problems.length === 0)
      problems.push(...experimentProblems(folders), ...(await staleProblems(folders)))
    for (const problem of problems) console.error(`- ${problem}`)
    if (problems.length === 0) for (const folder of folders) console.log(describe(folder))
    return problems.length === 0
  },
})

function experimentProblems(folders: readonly Folder[]): string[] {
  const { source } = folders.find(({ slug }) => slug === DEFAULT_SCORECARD)!
  return findExperimentProblems(experimentsContent, source!.words.en!.landing).map(
    (problem) => `app/content/${DEFAULT_SCORECARD}/experiments.ts: ${problem}`,
  )
}

async function languageProblems(): Promise<string[]> {
  const languages = await readLanguages()
  const problems = consentProblems(languages)
  const stale = problems.length === 0 ? await staleLanguageFiles(languages) : []
  return stale.length === 0
    ? problems
    : [`${stale.join(', ')}: does not have app/words as it is: run npm run languages`]
}

async function staleProblems(folders: readonly Folder[]): Promise<string[]> {
  const files = [...(await publishedFiles(folders))]
  const stale = files.filter(([file, text]) => readIfThere(file)?.toString() !== text).map(([file]) => file)
  if (stale.length === 0) return []
  const drafts = folders.filter(isDraft).map(({ slug }) => slug)
  const command =
    drafts.length === 0 ? 'npm run content:publish' : `npm run content:preview -- ${drafts.join(' ')}`
  return [`${stale.join(', ')}: does not have the content as it is: run ${command}`]
}

function describe(folder: Folder): string {
  const { slug, snapshots } = folder
  const latest = snapshots[0]?.snapshot.scorecard.version
  const state = latest === undefined ? 'never published' : `${latest} is published`
  const draft = isDraft(folder) ? `, and there is a draft: npm run content:diff -- ${slug}` : ''
  return `${slug}: ${state}${draft}`
}
