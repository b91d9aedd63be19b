import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ScorecardContent, ScorecardSource, ScorecardWords } from '#app/domain/quiz/content-types.ts'
import { compareVersions } from '#app/domain/quiz/versions.ts'
import { type Snapshot, versionsFolder } from './snapshots.ts'

const CONTENT_FOLDER = 'app/content'

/** A scorecard as an editor works on it, with what was published of it. */
export interface Folder {
  slug: string
  path: string
  /** null where it cannot be read: `faults` say why */
  source: ScorecardSource | null
  faults: string[]
  /** newest first */
  snapshots: { file: string; snapshot: Snapshot }[]
}

/** All scorecards below `root`, in the order of their names. */
export async function readFolders(root: string = CONTENT_FOLDER): Promise<Folder[]> {
  const slugs = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return Promise.all(slugs.map(({ name }) => readFolder(root, name)))
}

async function readFolder(root: string, slug: string): Promise<Folder> {
  const path = join(root, slug)
  const faults: string[] = []
  const read = async <Value>(file: string, name: string): Promise<Value | null> => {
    const where = join(path, file)
    if (!existsSync(where)) {
      faults.push(`${where}: is missing: every scorecard has one, copy it from ${root}/quick-check`)
      return null
    }
    try {
      const module = (await import(pathToFileURL(where).href)) as Record<string, Value | undefined>
      if (module[name] !== undefined) return module[name]
      faults.push(`${where}: must begin with “export const ${name}:”, as the file of quick-check does`)
    } catch (error) {
      faults.push(explainUnreadable(error, where))
    }
    return null
  }
  const scorecard = await read<ScorecardContent>('scorecard.ts', 'scorecard')
  const words: Record<string, ScorecardWords> = {}
  for (const language of languageFolders(path, scorecard?.languages ?? [])) {
    const spoken = await read<ScorecardWords>(join(language, 'index.ts'), 'words')
    if (spoken !== null) words[language] = spoken
  }
  const source = scorecard !== null && faults.length === 0 ? { scorecard, words } : null
  return { slug, path, source, faults, snapshots: readSnapshots(path) }
}

/** In the order in which scorecard.ts names them, and behind them those that it does not. */
function languageFolders(path: string, named: readonly string[]): string[] {
  const found = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z]{2}$/.test(entry.name))
    .map(({ name }) => name)
  return [
    ...named.filter((language) => found.includes(language)),
    ...found.filter((name) => !named.includes(name)),
  ]
}

/** A slip of the pen in a file: where the compiler has found it, in its words. */
function explainUnreadable(error: unknown, file: string): string {
  const message = error instanceof Error ? error.message : String(error)
  const [, path, line, what] = /(\S+\.tsx?):(\d+):\d+: ERROR: (.*)/.exec(message) ?? []
  if (path === undefined) return `${file}: cannot be read: ${message.split('\n')[0]}`
  const at = path.slice(Math.max(0, path.lastIndexOf(CONTENT_FOLDER)))
  return `${at}:${line}: cannot be read: ${what} (a comma, a quote or a bracket is missing there or just above)`
}

function readSnapshots(path: string): Folder['snapshots'] {
  const folder = versionsFolder(path)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
    .map((file) => ({ file, snapshot: JSON.parse(readFileSync(file, 'utf8')) as Snapshot }))
    .sort((one, other) => compareVersions(other.snapshot.scorecard.version, one.snapshot.scorecard.version))
}
