import { readBuildOutput, type BuildFailure } from '#dev/worker/build-failure.ts'
import { startFront } from './front/front.ts'
import { SourceWatch } from '#dev/worker/source-watch.ts'
import { explainFileError, LaunchError } from './launch-error.ts'
import { explainTakenPort, readPorts } from './ports.ts'
import { stopRequested } from './stop-request.ts'

interface Folders {
  /** Where the launcher's own sources are. */
  checkout: string
  /** Where the Worker's are. */
  root: string
}

/**
 * Loads the launcher and has it run. It uses the product's own code, to seed the database among others: while that does not
 * load, the Worker's address shows why, and the next save starts the launcher anew.
 * @returns the exit code
 */
export async function start({ checkout, root }: Folders): Promise<number> {
  const stop = stopRequested()
  const print = (line: string) => console.log(line)
  try {
    const { launch, failure } = await loadLauncher(checkout)
    if (launch) await launch({ root, env: process.env, print, stopRequested: stop })
    else if (await sourcesChanged({ checkout, failure, stop, print })) startAnew()
    return 0
  } catch (error) {
    const told = error instanceof LaunchError ? error.message : explainFileError(error as Error)
    console.error(told === null ? error : `\n${told}`)
    return 1
  }
}

async function loadLauncher(checkout: string) {
  try {
    const { generateClients } = await import('#prisma/generate.ts')
    generateClients()
    const { launch } = await import('./launch.ts')
    return { launch, failure: null }
  } catch (error) {
    const output = (error as Error).stack ?? String(error)
    const failure = { title: 'The product does not load', ...readBuildOutput(output, checkout) }
    return { launch: null, failure }
  }
}

/** @returns whether they have; false when somebody wants the launcher to end first */
async function sourcesChanged(options: {
  checkout: string
  failure: BuildFailure
  stop: Promise<void>
  print: (line: string) => void
}): Promise<boolean> {
  const { checkout, failure, stop, print } = options
  const ports = readPorts(process.env)
  const front = await startFront({ port: ports.worker, folder: checkout }).catch((error: Error) => {
    throw explainTakenPort(error, ports)
  })
  const sources = new SourceWatch(checkout)
  try {
    await sources.add(['app', 'dev', 'prisma', 'package.json'])
    front.fail(failure)
    print(`${failure.title}\n${failure.message}\n`)
    print(`http://localhost:${ports.worker} shows this too; the next save starts everything.`)
    return await Promise.race([sources.change().then(() => true), stop.then(() => false)])
  } finally {
    await sources.close()
    await front.close()
  }
}

/** In the same process: modules that have failed to load stay so. */
function startAnew(): never {
  return process.execve!(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)])
}
