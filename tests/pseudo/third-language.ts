import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Plugin } from 'esbuild'
import { CONSENT_TEXTS } from '#app/domain/lead/consent.ts'
import { DRIVER_ALIAS } from '#dev/worker/deployable-build.ts'
import { type WorkerBundle, bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { readWorkerConfig } from '#dev/worker/worker-config.ts'
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

const consentTexts = CONSENT_TEXTS.filter(({ language }) => language === 'en').map((consent) => {
  const text = pseudoText(consent.text)
  const hash = createHash('sha256').update(text).digest('hex')
  return { ...consent, language: THIRD, version: `${consent.version}-${THIRD}`, text, hash }
})

const WORDS = path.resolve('tests/pseudo/words.ts')
const PLURALS = path.resolve('tests/pseudo/plurals.ts')

/** What whoever adds a language edits besides the folders of its words: what CONTRIBUTING says, and nothing else. */
const EDITS: Record<string, readonly Edit[]> = {
  'app/domain/language/languages.ts': [
    put("['en', 'de'] as const", `['en', 'de', '${THIRD}'] as const`),
    put(
      '  de: {',
      `  ${THIRD}: { name: 'العربية', direction: 'rtl', ...${JSON.stringify(PSEUDO_FACTS)} },\n  de: {`,
    ),
  ],
  'app/words/messages.ts': [
    put(
      '{ en, de }',
      `{ en, de, ${THIRD}: pseudoCatalogue({ ...en, landing: { ...en.landing, questions: pseudoPlural } }) }`,
    ),
    (source) =>
      `import { pseudoCatalogue } from ${JSON.stringify(WORDS)}\nimport { pseudoPlural } from ${JSON.stringify(PLURALS)}\n${source}`,
  ],
  'app/content/published.ts': [
    put('export const PUBLISHED', 'const WITHOUT_THIRD'),
    (source) =>
      `import { withPseudoWords } from ${JSON.stringify(WORDS)}\n${source}\nexport const PUBLISHED = withPseudoWords(WITHOUT_THIRD, '${THIRD}')`,
  ],
  'app/domain/lead/consent.ts': [
    put(
      'CONSENT_TEXTS: readonly SharedConsentText[] = [',
      `CONSENT_TEXTS: readonly SharedConsentText[] = [...${JSON.stringify(consentTexts)},`,
    ),
    put(
      'UNNAMED_COMPANY: Record<Language, string> = {',
      `UNNAMED_COMPANY: Record<Language, string> = { ${THIRD}: '${pseudoText('the company')}',`,
    ),
  ],
}

const addLanguage: Plugin = {
  name: 'third-language',
  setup(bundle) {
    for (const [file, edits] of Object.entries(EDITS)) {
      const filter = new RegExp(`${file.replaceAll(/[./]/g, '\\$&')}$`)
      bundle.onLoad({ filter }, async ({ path: place }) => ({
        contents: edits.reduce((source, edit) => edit(source), await readFile(place, 'utf8')),
        loader: 'ts',
      }))
    }
  },
}

/** The Worker as it is built, with a third language that is nothing but words: the app has to be built before. */
export async function bundleWithThirdLanguage(): Promise<WorkerBundle> {
  const { alias } = await readWorkerConfig(path.resolve('.'), undefined)
  return bundleWorker('workers/main.ts', { ...alias, ...DRIVER_ALIAS.neon }, { plugins: [addLanguage] })
}
