import { fileURLToPath } from 'node:url'

// `npm run dev`: everything that the product needs, on this machine, from nothing. Tests name another folder than the
// checkout, with a wrangler.toml of its own.

const NODE_MAJOR = 24
const checkout = fileURLToPath(new URL('../..', import.meta.url))
const [, , root = checkout] = process.argv

if (Number.parseInt(process.versions.node) < NODE_MAJOR) {
  console.error(
    `\nThis is Node ${process.versions.node}; the local cloud needs Node ${NODE_MAJOR}, which npm ci installs and npm run dev ` +
      'finds. If it is missing, npm ci ran with --ignore-scripts: run it without.',
  )
  process.exit(1)
}

// Loaded here: an older Node would fail on it with a message about syntax or a missing export.
const { start } = await import('./start.ts')
process.exit(await start({ checkout, root }))
