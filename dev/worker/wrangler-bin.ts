import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Wrangler's command line program, to run with `process.execPath`; the package does not export it by name. By
 * `require.resolve`, because Vitest's module runner has no `import.meta.resolve`.
 */
export const WRANGLER_BIN = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin/wrangler.js',
)
