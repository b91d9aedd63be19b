import { afterAll, beforeEach } from 'vitest'
import { resetTestDatabase } from './database.ts'
import { startSyncPortal } from './hubspot-sync.ts'
import { useTestWorker } from './worker.ts'

/** The built Worker, and a portal that takes its leads; both are as new when a test begins. */
export async function useSyncedWorker() {
  const portal = await startSyncPortal()
  // Before the Worker's, which closes first then: hooks of the end run from the last to the first.
  afterAll(() => portal.close())
  const { worker } = await useTestWorker({
    HUBSPOT_ACCESS_TOKEN: portal.token,
    HUBSPOT_BASE_URL: portal.url,
  })
  beforeEach(async () => {
    await resetTestDatabase(worker.db)
    portal.reset()
    worker.logs.length = 0
  })
  return { worker, portal }
}
