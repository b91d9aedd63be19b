import { createRequire } from 'node:module'
import path from 'node:path'

// Vitest runs this too, and has no `import.meta.resolve`.
const packageFile = createRequire(import.meta.url).resolve('wrangler/package.json')

/** Wrangler's command line program, to run with `process.execPath`; the package does not export it by name. */
export const WRANGLER_BIN = path.join(path.dirname(packageFile), 'bin/wrangler.js')
