import { type MiniflareWorker, localBindings, startBuiltWorker } from '#dev/worker/miniflare.ts'
import { DRIVER_ALIAS } from '#dev/worker/deployable-build.ts'
import { bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { readWorkerConfig } from '#dev/worker/worker-config.ts'
import type { TestWorker } from './worker.ts'

/** The Worker of a later day, on the same database: see tests/worker/fixtures/changed-content.ts. */
export async function startChangedWorker(
  { access }: Pick<TestWorker, 'access'>,
  vars: Record<string, string> = {},
): Promise<MiniflareWorker> {
  const { alias } = await readWorkerConfig(process.cwd(), undefined)
  const bundle = await bundleWorker('workers/main.ts', {
    ...alias,
    ...DRIVER_ALIAS[access.runtime.driver],
    './published.ts': 'tests/worker/fixtures/changed-content.ts',
  })
  const bindings = localBindings(access.settings, { STATE_WAIT_MS: '60000', ...vars })
  return startBuiltWorker({ ...access.runtime, bundle, bindings })
}
