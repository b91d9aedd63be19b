import { bundleForHyperdrive } from '#dev/worker/deployable-build.ts'
import buildForNeon from './global-worker.ts'

/** Bundles the Worker for Hyperdrive once a run, after the one for Neon, which it takes the app from. */
export default async function setup(): Promise<void> {
  const shared = globalThis as { hyperdriveBundle?: Promise<void> }
  await (shared.hyperdriveBundle ??= buildForNeon().then(bundleForHyperdrive))
}
