import { buildWorker } from '#dev/worker/deployable-build.ts'
import { progress } from './figure.ts'

let built: Promise<void> | undefined

/** Builds the Worker as a deployment would, once a run. */
export function builtWorker(): Promise<void> {
  if (!built) progress('  building the Worker')
  return (built ??= buildWorker())
}
