import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, build } from 'esbuild'

export interface WorkerModule {
  type: 'ESModule' | 'CompiledWasm'
  path: string
  contents: string | Uint8Array
}

export interface WorkerBundle {
  /** The entry first. */
  modules: WorkerModule[]
  root: string
  /** Of the entry, as JSON; where it was asked for. */
  sourceMap?: string
}

const checkout = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Bundles a Worker as wrangler does, with WebAssembly as modules beside it.
 * @param entry path from the project's root
 * @param replaced modules by the specifier that imports them, and what takes their place, as paths from the root
 * @param options.root the project's folder, the checkout unless told
 * @param options.plugins before those of wrangler's ways
 * @param options.sourceMap for reading stack traces: the code stays as it is written, and its map comes with it
 * @throws BuildFailure of esbuild with every error and its place
 */
export async function bundleWorker(
  entry: string,
  replaced: Record<string, string> = {},
  options: { root?: string; sourceMap?: boolean; plugins?: Plugin[] } = {},
): Promise<WorkerBundle> {
  const { root = checkout, sourceMap = false, plugins = [] } = options
  const wasm = new Map<string, WorkerModule>()
  const result = await build({
    entryPoints: [path.resolve(root, entry)],
    absWorkingDir: root,
    outfile: path.join(root, 'main.js'),
    bundle: true,
    minify: !sourceMap,
    sourcemap: sourceMap && 'external',
    keepNames: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    jsx: 'automatic',
    plugins: [...plugins, replaceModules(root, replaced), nodeModules(), collectWasm(root, wasm)],
    logLevel: 'silent',
  })
  const output = (name: string) => result.outputFiles.find((file) => file.path.endsWith(name))?.text
  const main: WorkerModule = {
    type: 'ESModule',
    path: path.join(root, 'main.js'),
    contents: output('/main.js') ?? '',
  }
  return { modules: [main, ...wasm.values()], root, sourceMap: output('/main.js.map') }
}

function replaceModules(root: string, replaced: Record<string, string>): Plugin {
  return {
    name: 'replace-modules',
    setup(bundle) {
      bundle.onResolve({ filter: /.*/ }, ({ path: specifier }) => {
        const replacement = replaced[specifier]
        return replacement === undefined ? undefined : { path: path.join(root, replacement) }
      })
    },
  }
}

/** Leaves Node's own modules to the runtime, which knows `import` alone: `require` gets them through a module that imports. */
function nodeModules(): Plugin {
  return {
    name: 'node-modules',
    setup(bundle) {
      bundle.onResolve({ filter: /.*/ }, ({ path: specifier, kind }) => {
        if (!isBuiltin(specifier)) return undefined
        const name = `node:${specifier.replace(/^node:/, '')}`
        return kind === 'require-call'
          ? { path: name, namespace: 'required-node-module' }
          : { path: name, external: true }
      })
      bundle.onLoad({ filter: /.*/, namespace: 'required-node-module' }, ({ path: name }) => ({
        contents: `import required from '${name}'\nmodule.exports = required`,
      }))
    },
  }
}

function collectWasm(root: string, found: Map<string, WorkerModule>): Plugin {
  return {
    name: 'collect-wasm',
    setup(bundle) {
      bundle.onResolve({ filter: /\.wasm\?module$/ }, async ({ path: specifier, resolveDir }) => {
        const file = path.join(resolveDir, specifier.replace('?module', ''))
        const name = path.basename(file)
        found.set(name, {
          type: 'CompiledWasm',
          path: path.join(root, name),
          contents: await readFile(file),
        })
        return { path: `./${name}`, external: true }
      })
    },
  }
}
