import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { build } from 'esbuild'
import type { Plugin } from 'vite'

/**
 * Bundles one browser script on its own, beside Remix's bundles, and gives the server its address.
 *
 * `import url from '<id>'` is the script's hashed path below /assets. Prospects' pages load this file alone.
 */
export function browserScript({ id, entry }: { id: string; entry: string }): Plugin {
  const bundle = async () => {
    const result = await build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      format: 'esm',
      target: ['es2020', 'safari15'],
      write: false,
      legalComments: 'none',
    })
    const code = result.outputFiles[0]?.text ?? ''
    const hash = createHash('sha256').update(code).digest('hex').slice(0, 8)
    return { code, path: `assets/${basename(entry, '.ts')}-${hash}.js` }
  }
  let emits = false
  return {
    name: `scorecard:browser-script:${entry}`,
    configResolved(config) {
      // Remix reads the routes' exports with a development server of its own, which cannot emit files.
      emits = config.command === 'build' && !config.build.ssr
    },
    async buildStart() {
      if (!emits) return
      const { code, path } = await bundle()
      this.emitFile({ type: 'asset', fileName: path, source: code })
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(resolved) {
      if (resolved !== `\0${id}`) return undefined
      return `export default ${JSON.stringify(`/${(await bundle()).path}`)}`
    },
  }
}
