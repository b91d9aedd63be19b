import { readdir } from 'node:fs/promises'

/** The paths that routes have by their file names, parameters as `:name`: what Remix makes of the folder. */
export async function readRoutePaths(files?: readonly string[]): Promise<string[]> {
  const names = files ?? (await readdir(new URL('../../app/routes', import.meta.url)))
  return names.flatMap((name) => {
    // A part in brackets may be left out of the address, and a full stop in them is one.
    const optional = /\.\(([^)]+)\)/
    return optional.test(name)
      ? [pathOf(name.replace(optional, '')), pathOf(name.replace(optional, '.$1'))]
      : [pathOf(name)]
  })
}

function pathOf(name: string): string {
  const segments = name
    .replace(/\.tsx?$/, '')
    .split(/(?<!\[)\.(?!\])/)
    .map((segment) => segment.replaceAll('[.]', '.'))
  const path = segments
    .filter((segment) => segment !== '_index')
    .map((segment) =>
      segment.replace(/_$/, '').replace(/^\$(.*)$/, (_, param: string) => `:${param || 'rest'}`),
    )
  return `/${path.join('/')}`
}
