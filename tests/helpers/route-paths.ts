import { readdir } from 'node:fs/promises'

/** The paths that routes have by their file names, parameters as `:name`: what Remix makes of the folder. */
export async function readRoutePaths(): Promise<string[]> {
  const names = await readdir(new URL('../../app/routes', import.meta.url))
  return names.map((name) => {
    const segments = name.replace(/\.tsx?$/, '').split('.')
    const path = segments
      .filter((segment) => segment !== '_index')
      .map((segment) =>
        segment.replace(/_$/, '').replace(/^\$(.*)$/, (_, param: string) => `:${param || 'rest'}`),
      )
    return `/${path.join('/')}`
  })
}
