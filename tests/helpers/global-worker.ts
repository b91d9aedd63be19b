import { buildWorker } from '#dev/worker/deployable-build.ts'

/** Builds the Worker once a run, as `wrangler deploy` would upload it. */
export default async function setup(): Promise<void> {
  const shared = globalThis as { workerBundle?: Promise<void> }
  await (shared.workerBundle ??= buildWorker())
}
