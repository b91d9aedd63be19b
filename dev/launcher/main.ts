import { fileURLToPath } from 'node:url'
import { launch } from './launch.ts'
import { LaunchError } from './launch-error.ts'
import { stopRequested } from './stop-request.ts'

// `npm run dev`: everything that the product needs, on this machine, from nothing. Tests name another folder than the
// checkout, with a wrangler.toml of its own.
const [, , root = fileURLToPath(new URL('../..', import.meta.url))] = process.argv
try {
  await launch({
    root,
    env: process.env,
    print: (line) => console.log(line),
    stopRequested: stopRequested(),
  })
  process.exit(0)
} catch (error) {
  console.error(error instanceof LaunchError ? `\n${error.message}` : error)
  process.exit(1)
}
