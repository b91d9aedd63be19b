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

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Bundles a Worker as wrangler does, with WebAssembly as modules beside it.
 * @param entry path from the project's root
 * @param replaced modules by the specifier that imports them, and what takes their place, as paths from the root
 */
export async function bundleWorker(
  entry: string,
  replaced: Record<string, string> = {},
): Promise<{ modules: WorkerModule[]; root: string }> {
  const wasm = new Map<string, WorkerModule>()
  const result = await build({
    entryPoints: [path.join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    keepNames: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*'],
    define: { 'process.env.NODE_ENV': '"production"' },
    jsx: 'automatic',
    plugins: [replaceModules(replaced), nodeModules(), collectWasm(wasm)],
    logLevel: 'silent',
  })
  const contents = result.outputFiles[0]?.text ?? ''
  const main: WorkerModule = { type: 'ESModule', path: path.join(root, 'main.js'), contents }
  return { modules: [main, ...wasm.values()], root }
}

function replaceModules(replaced: Record<string, string>): Plugin {
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

function collectWasm(found: Map<string, WorkerModule>): Plugin {
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
