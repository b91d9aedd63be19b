import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Plugin } from 'esbuild'
import { DRIVER_ALIAS } from '#dev/worker/deployable-build.ts'
import { type WorkerBundle, bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { readWorkerConfig } from '#dev/worker/worker-config.ts'
import { type LanguageFolder, languageFiles, readLanguages } from '#scripts/languages/language-files.ts'
import { PSEUDO_FACTS } from './plurals.ts'
import { pseudoText } from './words.ts'

/** Arabic by its code, so that dates and direction are those of a language that is written right to left. */
export const THIRD = 'ar'

type Edit = (source: string) => string

/** Throws where the product has changed, instead of testing a language that is not there. */
const put =
  (before: string, after: string): Edit =>
  (source) => {
    if (!source.includes(before)) throw new Error(`There is no ${before} to put ${after} in place of.`)
    return source.replace(before, () => after)
  }

const WORDS = path.resolve('tests/pseudo/words.ts')
const PLURALS = path.resolve('tests/pseudo/plurals.ts')

/** Its folder beside `app/words/de`. */
const folder = ({ consent }: LanguageFolder): LanguageFolder => ({
  code: THIRD,
  language: { name: 'العربية', direction: 'rtl', ...PSEUDO_FACTS },
  consent: {
    unnamedCompany: pseudoText(consent.unnamedCompany),
    texts: consent.texts.map((text) => ({
      ...text,
      version: `${text.version}-${THIRD}`,
      text: pseudoText(text.text),
    })),
  },
})
const FOLDER_WORDS = `
  import { en } from '#app/words/en/index.ts'
  import { pseudoCatalogue } from ${JSON.stringify(WORDS)}
  import { pseudoPlural } from ${JSON.stringify(PLURALS)}
  export const ${THIRD} = pseudoCatalogue({ ...en, landing: { ...en.landing, questions: pseudoPlural } })`

const PUBLISHED = 'app/content/published.ts'
/** The folders beside `app/content/ai-readiness/de`. */
const withScorecards = (source: string) => `
  import { withPseudoWords } from ${JSON.stringify(WORDS)}
  ${put('export const PUBLISHED', 'const WITHOUT_THIRD')(source)}
  export const PUBLISHED = withPseudoWords(WITHOUT_THIRD, '${THIRD}')`

/** What the commands make of the folders of a language, and nothing else. */
const addLanguage: Plugin = {
  name: 'third-language',
  async setup(bundle) {
    const languages = await readLanguages()
    const files = await languageFiles([...languages, folder(languages[0]!)])
    files.set(PUBLISHED, withScorecards(await readFile(PUBLISHED, 'utf8')))
    for (const [file, contents] of files) {
      const filter = new RegExp(`${file.replaceAll(/[./]/g, '\\$&')}$`)
      bundle.onLoad({ filter }, () => ({ contents, loader: 'ts' }))
    }
    const index = new RegExp(`^\\./${THIRD}/index\\.ts$`)
    bundle.onResolve({ filter: index }, () => ({ path: THIRD, namespace: THIRD }))
    bundle.onLoad({ filter: /./, namespace: THIRD }, () => ({
      contents: FOLDER_WORDS,
      loader: 'ts',
      resolveDir: path.resolve('.'),
    }))
  },
}

/** The Worker as it is built, with a third language that is nothing but words: the app has to be built before. */
export async function bundleWithThirdLanguage(): Promise<WorkerBundle> {
  const { alias } = await readWorkerConfig(path.resolve('.'), undefined)
  return bundleWorker('workers/main.ts', { ...alias, ...DRIVER_ALIAS.neon }, { plugins: [addLanguage] })
}
