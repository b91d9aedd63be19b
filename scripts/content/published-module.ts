import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '#app/domain/day.ts'
import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES, RETENTION_DAYS } from '#app/domain/limits.ts'
import { differenceOf } from '#app/domain/quiz/former-versions.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { formatted } from '#scripts/formatted.ts'
import type { Folder } from './folders.ts'
import { isDraft } from './problems.ts'
import type { Snapshot } from './snapshots.ts'

export const PUBLISHED_MODULE = 'app/content/published.ts'

/** From a publication to its deployment, at most. */
const DEPLOYED_WITHIN_DAYS = 30

/** How long the Worker has a version after the next one was published: as long as there may be a result to show in its words. */
export const KEPT_DAYS =
  DEPLOYED_WITHIN_DAYS + RETENTION_DAYS.most + Math.ceil((LIFETIMES.session + LIFETIMES.resultsLink) / DAY)

/** What the Worker has its scorecards from, by path: a module, and beside each folder's versions how former ones differ. */
export async function publishedFiles(folders: readonly Folder[]): Promise<Map<string, string>> {
  const files = new Map([[PUBLISHED_MODULE, await publishedModule(folders)]])
  for (const { path, snapshots } of folders) {
    const [latest, ...former] = keptVersions(snapshots)
    if (latest === undefined || former.length === 0) continue
    const file = join(path, FORMER)
    const differences = former.map((version) => differenceOf(latest, version))
    files.set(file, await formatted(JSON.stringify(differences), file))
  }
  return files
}

export async function writePublished(folders: readonly Folder[]): Promise<void> {
  for (const [file, text] of await publishedFiles(folders)) writeFileSync(file, text)
}

const FORMER = 'former.json'

/** By the day of the newest, so that what is kept changes with a publication alone. */
function keptVersions(snapshots: Folder['snapshots']): Snapshot[] {
  const versions = snapshots.map(({ snapshot }) => snapshot)
  return versions.filter((_, place) => {
    const next = versions[place - 1]
    return next === undefined || next.publishedOn >= addDays(versions[0]!.publishedOn, -KEPT_DAYS)
  })
}

/** The text of the module: the default scorecard first, a draft only where there is one. */
export function publishedModule(folders: readonly Folder[]): Promise<string> {
  const ordered = folders.toSorted(
    (one, other) => Number(other.slug === DEFAULT_SCORECARD) - Number(one.slug === DEFAULT_SCORECARD),
  )
  const imports: string[] = []
  const entries = ordered.map((folder) => {
    const { slug, source } = folder
    const name = slug.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
    const draft = isDraft(folder) ? draftOf(name, slug, Object.keys(source!.words), imports) : ''
    return `{ slug: '${slug}', versions: ${versionsOf(name, folder, imports)}${draft} }`
  })
  const merging = imports.some((line) => line.includes(FORMER))
    ? `import { withFormer } from '#app/domain/quiz/former-versions.ts'\n`
    : ''
  const module = `import type { PublishedScorecard, ScorecardSource } from '#app/domain/quiz/content-types.ts'
${merging}${imports.join('\n')}

/** Made by \`npm run content:publish\` and \`npm run content:preview\` of the folders beside it: edit those. The default first. */
export const PUBLISHED: readonly PublishedScorecard[] = [${entries.join(',\n')}]
`
  return formatted(module, PUBLISHED_MODULE)
}

function versionsOf(name: string, { slug, snapshots }: Folder, imports: string[]): string {
  const [latest, ...former] = keptVersions(snapshots)
  if (latest === undefined) return '[]'
  const { version } = latest.scorecard
  const id = name + version.replaceAll(/\D/g, '_')
  imports.push(`import ${id} from './${slug}/versions/${version}.json'`)
  if (former.length === 0) return `[${id} as ScorecardSource]`
  imports.push(`import ${name}Former from './${slug}/${FORMER}'`)
  return `withFormer(${id} as ScorecardSource, ${name}Former)`
}

function draftOf(name: string, slug: string, languages: readonly string[], imports: string[]): string {
  imports.push(`import { scorecard as ${name} } from './${slug}/scorecard.ts'`)
  const words = languages.map((language) => {
    const id = name + language.toUpperCase()
    imports.push(`import { words as ${id} } from './${slug}/${language}/index.ts'`)
    return `${language}: ${id}`
  })
  return `, draft: { scorecard: ${name}, words: { ${words.join(', ')} } }`
}
