import { runScript } from '#scripts/run-script.ts'
import { consentProblems, readLanguages, writeLanguageFiles } from './language-files.ts'

await runScript({
  name: 'languages',
  does: 'makes a language of each folder in app/words, and keeps its consent texts.',
  exits: {
    0: 'the product has the languages of the folders',
    1: 'something is wrong with one of them; nothing was done',
  },
  run: async () => {
    const folders = await readLanguages()
    const problems = consentProblems(folders)
    for (const problem of problems) console.error(`- ${problem}`)
    if (problems.length > 0) return false
    await writeLanguageFiles(folders)
    for (const { code, language } of folders) console.log(`${code}: ${language.name}`)
    return true
  },
})
