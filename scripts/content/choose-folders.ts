import { UsageError } from '#scripts/run-script.ts'
import { type Folder, readFolders } from './folders.ts'

/**
 * @param slugs as they were typed; none: all
 * @throws UsageError for one that there is not
 */
export async function chooseFolders(slugs: readonly string[]): Promise<{ all: Folder[]; chosen: Folder[] }> {
  const all = await readFolders()
  const unknown = slugs.some((slug) => !all.some((folder) => folder.slug === slug))
  if (unknown) throw new UsageError(`a scorecard is one of ${all.map(({ slug }) => slug).join(', ')}`)
  return { all, chosen: slugs.length === 0 ? all : all.filter(({ slug }) => slugs.includes(slug)) }
}
