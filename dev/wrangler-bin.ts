import { fileURLToPath } from 'node:url'

/** Wrangler's command line program, to run with `process.execPath`; the package does not export it by name. */
export const WRANGLER_BIN = fileURLToPath(
  new URL('bin/wrangler.js', import.meta.resolve('wrangler/package.json')),
)
