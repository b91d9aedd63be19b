import { fileURLToPath } from 'node:url'

// `npm run dev`: everything that the product needs, on this machine, from nothing. Tests name another folder than the
// checkout, with a wrangler.toml of its own.

const NODE_MAJOR = 24
const [, , root = fileURLToPath(new URL('../..', import.meta.url))] = process.argv

if (Number.parseInt(process.versions.node) < NODE_MAJOR) {
  console.error(
    `\nThis is Node ${process.versions.node}; the local cloud needs Node ${NODE_MAJOR}, which npm ci installs and npm run dev ` +
      'finds. If it is missing, npm ci ran with --ignore-scripts: run it without.',
  )
  process.exit(1)
}

// Loaded here: an older Node would fail on them with a message about syntax or a missing export.
const { launch } = await import('./launch.ts')
const { explainFileError, LaunchError } = await import('./launch-error.ts')
const { stopRequested } = await import('./stop-request.ts')

try {
  await launch({
    root,
    env: process.env,
    print: (line) => console.log(line),
    stopRequested: stopRequested(),
  })
  process.exit(0)
} catch (error) {
  const told = error instanceof LaunchError ? error.message : explainFileError(error as Error)
  console.error(told === null ? error : `\n${told}`)
  process.exit(1)
}
