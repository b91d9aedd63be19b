import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScorecardSource } from '#app/domain/quiz/content-types.ts'
import firstVersion from '#app/content/quick-check/versions/2026-11.json' with { type: 'json' }
import { LANGUAGES } from '#app/domain/language/languages.ts'
import { type Folder, readFolders } from '#scripts/content/folders.ts'
import { folderProblems } from '#scripts/content/problems.ts'
import { snapshotText, versionsFolder } from '#scripts/content/snapshots.ts'

export const MONTH = '2026-12'
export const NOW = new Date(`${MONTH}-15`)

export type Editable = Mutable<ScorecardSource>
type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> }

/** Its first version stays as it is, whatever is published of it later; languages that are newer ask in English. */
const SHORT = {
  scorecard: { ...firstVersion.scorecard, languages: LANGUAGES },
  words: Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      Object.entries(firstVersion.words).find(([name]) => name === language)?.[1] ?? firstVersion.words.en,
    ]),
  ),
}

/** A copy of the short scorecard, for a bad edit or a good one. */
export function editedCopy(edit: (copy: Editable) => void = () => {}): Editable {
  const copy = structuredClone(SHORT) as unknown as Editable
  edit(copy)
  return { scorecard: copy.scorecard, words: copy.words }
}

/** Folders of scorecards on disk, until it is disposed of. */
export class ContentFolders {
  readonly root = mkdtempSync(join(tmpdir(), 'content-'))

  write(slug: string, { scorecard, words }: ScorecardSource): string {
    const path = join(this.root, slug)
    const write = (file: string, name: string, value: unknown) =>
      writeFileSync(join(path, file), `export const ${name} = ${JSON.stringify(value, null, 2)}\n`)
    mkdirSync(path, { recursive: true })
    write('scorecard.ts', 'scorecard', scorecard)
    for (const [language, spoken] of Object.entries(words)) {
      mkdirSync(join(path, language), { recursive: true })
      write(join(language, 'index.ts'), 'words', spoken)
    }
    return path
  }

  async publish(slug: string, source: ScorecardSource, publishedOn = '2026-11-27'): Promise<string> {
    const folder = versionsFolder(join(this.root, slug))
    mkdirSync(folder, { recursive: true })
    const file = join(folder, `${source.scorecard.version}.json`)
    writeFileSync(file, await snapshotText(source, publishedOn))
    return file
  }

  async read(slug: string): Promise<Folder> {
    return (await readFolders(this.root)).find((folder) => folder.slug === slug)!
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true })
  }
}

/** The problems of a folder after an edit, without the folder's own path. */
export async function problemsAfter(
  edit: (copy: Editable) => void,
  published = editedCopy(),
): Promise<string[]> {
  using folders = new ContentFolders()
  folders.write('quick-check', editedCopy(edit))
  await folders.publish('quick-check', published)
  const problems = folderProblems(await folders.read('quick-check'), NOW, [])
  return problems.map((problem) => problem.replaceAll(`${folders.root}/`, ''))
}
