import { createHash } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CRM_IDS, type CrmId } from '#app/domain/crm-id.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import type { LanguageFacts } from '#app/domain/language/plural.ts'
import type { ConsentWords } from '#app/domain/lead/consent-text.ts'
import { CONSENT_PURPOSES, CONSENT_TEXTS, type ConsentPurpose } from '#app/domain/lead/consent.ts'
import { formatted } from '#scripts/formatted.ts'
import { readIfThere } from '#scripts/read-if-there.ts'

const WORDS_FOLDER = 'app/words'

/** What of a language's folder is known outside the words: rules import no words. */
export interface LanguageFolder {
  code: string
  language: LanguageFacts
  consent: ConsentWords
}

/** @throws Error with what is missing, and where */
export async function readLanguages(root: string = WORDS_FOLDER): Promise<LanguageFolder[]> {
  const codes = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted((one, other) => Number(other === DEFAULT_LANGUAGE) - Number(one === DEFAULT_LANGUAGE))
  return Promise.all(codes.map((code) => readLanguage(root, code)))
}

async function readLanguage(root: string, code: string): Promise<LanguageFolder> {
  const path = join(root, code)
  if (!/^[a-z]{2,3}$/.test(code))
    throw new Error(`${path}: a language’s folder has its code for a name, as de`)
  const read = async <Value>(name: string): Promise<Value> => {
    const file = join(path, `${name}.ts`)
    const module = existsSync(file) ? ((await import(pathToFileURL(file).href)) as Record<string, Value>) : {}
    if (module[name] !== undefined) return module[name]
    throw new Error(`${file}: must have “export const ${name}”, as ${WORDS_FOLDER}/de/${name}.ts has`)
  }
  return {
    code,
    language: await read<LanguageFacts>('language'),
    consent: await read<ConsentWords>('consent'),
  }
}

const MADE = '/** Made by `npm run languages` of the folders in app/words: edit those. */'

/** Where the product finds its languages, by path. */
export async function languageFiles(folders: readonly LanguageFolder[]): Promise<Map<string, string>> {
  const codes = folders.map(({ code }) => code)
  const facts = folders.map(({ code, language }) => `${code}: ${JSON.stringify(language)}`)
  const companies = folders.map(({ code, consent }) => `${code}: ${JSON.stringify(consent.unnamedCompany)}`)
  const files = {
    'app/domain/language/language-facts.ts': `${MADE}
export const LANGUAGE_FACTS = { ${facts.join(', ')} } as const
`,
    'app/domain/lead/consent-texts.ts': `import type { Language } from '#app/domain/language/languages.ts'
import type { SharedConsentText } from './consent-text.ts'

${MADE}
export const CONSENT_TEXTS: readonly SharedConsentText[] = ${JSON.stringify(consentTexts(folders))}

export const UNNAMED_COMPANIES: Record<Language, string> = { ${companies.join(', ')} }
`,
    'app/words/catalogues.ts': `import type { Language } from '#app/domain/language/languages.ts'
${codes.map((code) => `import { ${code} } from './${code}/index.ts'`).join('\n')}
import type { Messages } from './${DEFAULT_LANGUAGE}/index.ts'

${MADE}
export const CATALOGUES: Record<Language, Messages> = { ${codes.join(', ')} }
`,
  }
  const entries = Object.entries(files).map(
    async ([file, text]) => [file, await formatted(text, file)] as const,
  )
  return new Map(await Promise.all(entries))
}

function consentTexts(folders: readonly LanguageFolder[]) {
  return folders.flatMap(({ code, consent }) =>
    consent.texts.map((text) => ({
      ...text,
      language: code,
      hash: createHash('sha256').update(text.text, 'utf8').digest('hex'),
    })),
  )
}

/** People may have agreed to what is in the index: a version goes on saying what it said. */
export function consentProblems(folders: readonly LanguageFolder[], agreed = CONSENT_TEXTS): string[] {
  const texts = consentTexts(folders)
  const versions = texts.map(({ version }) => version)
  const reused = versions.filter((version, place) => versions.indexOf(version) !== place)
  return [
    ...folders.flatMap(lackingTexts),
    ...reused.map(
      (version) => `${WORDS_FOLDER}: two consent texts are ${version}: give one of them another version`,
    ),
    ...agreed.flatMap(({ version, language, hash }) => {
      const file = `${WORDS_FOLDER}/${language}/consent.ts`
      const text = texts.find((each) => each.version === version)
      if (!text) return [`${file}: ${version} is missing, which people have agreed to: put it back`]
      return text.hash === hash
        ? []
        : [
            `${file}: ${version} says something else than what people have agreed to: put its words back, and add a version`,
          ]
    }),
  ]
}

function lackingTexts({ code, consent: { texts } }: LanguageFolder): string[] {
  const [, ...otherCrms] = CRM_IDS
  const wanted: { purpose: ConsentPurpose; crm?: CrmId }[] = [
    ...CONSENT_PURPOSES.map((purpose) => ({ purpose })),
    ...otherCrms.map((crm) => ({ purpose: 'contact' as const, crm })),
  ]
  return wanted
    .filter(({ purpose, crm }) => !texts.some((text) => text.purpose === purpose && text.crm === crm))
    .map(
      ({ purpose, crm }) =>
        `${WORDS_FOLDER}/${code}/consent.ts: there is no text for ${purpose}${crm ? ` with crm: '${crm}'` : ''}: write one, as ${WORDS_FOLDER}/${DEFAULT_LANGUAGE}/consent.ts has it`,
    )
}

export async function staleLanguageFiles(folders: readonly LanguageFolder[]): Promise<string[]> {
  const files = [...(await languageFiles(folders))]
  return files.filter(([file, text]) => readIfThere(file)?.toString() !== text).map(([file]) => file)
}

export async function writeLanguageFiles(folders: readonly LanguageFolder[]): Promise<void> {
  for (const [file, text] of await languageFiles(folders)) writeFileSync(file, text)
}
