import { buildWorker, bundleForHyperdrive } from '#dev/worker/deployable-build.ts'
import { progress } from './figure.ts'

let built: Promise<void> | undefined

/** Builds the Worker as a deployment would, once a run. */
export function builtWorker(): Promise<void> {
  if (!built) progress('  building the Worker')
  return (built ??= buildWorker())
}

let bundled: Promise<void> | undefined

/** The same for Hyperdrive, after {@link builtWorker}. */
export function builtWorkerForHyperdrive(): Promise<void> {
  return (bundled ??= builtWorker().then(bundleForHyperdrive))
}
