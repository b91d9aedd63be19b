import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import type { Folder } from './folders.ts'
import { isDraft } from './problems.ts'
import { formatted } from './snapshots.ts'

export const PUBLISHED_MODULE = 'app/content/published.ts'

/** How many versions the Worker has of a scorecard: whoever is under way finishes on the one before. */
const KEPT = 2

/** The text of the module that the Worker has its scorecards from: the default one first, a draft only where there is one. */
export function publishedModule(folders: readonly Folder[]): Promise<string> {
  const ordered = folders.toSorted(
    (one, other) => Number(other.slug === DEFAULT_SCORECARD) - Number(one.slug === DEFAULT_SCORECARD),
  )
  const imports: string[] = []
  const entries = ordered.map((folder) => {
    const { slug, snapshots, source } = folder
    const name = slug.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
    const versions = snapshots.slice(0, KEPT).map(({ snapshot: { scorecard } }) => {
      const id = name + scorecard.version.replaceAll(/\D/g, '_')
      imports.push(`import ${id} from './${slug}/versions/${scorecard.version}.json'`)
      return `${id} as ScorecardSource`
    })
    const draft = isDraft(folder) ? draftOf(name, slug, Object.keys(source!.words), imports) : ''
    return `{ slug: '${slug}', versions: [${versions.join(', ')}]${draft} }`
  })
  const module = `import type { PublishedScorecard, ScorecardSource } from '#app/domain/quiz/content-types.ts'
${imports.join('\n')}

/** Made by \`npm run content:publish\` and \`npm run content:preview\` of the folders beside it: edit those. The default first. */
export const PUBLISHED: readonly PublishedScorecard[] = [${entries.join(',\n')}]
`
  return formatted(module, PUBLISHED_MODULE)
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
