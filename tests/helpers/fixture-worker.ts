import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import { bundleWorker } from '#dev/worker/esbuild-bundle.ts'
import { COMPATIBILITY_DATE, localBindings } from '#dev/worker/miniflare.ts'
import { DRIVER_ALIAS } from '#dev/worker/deployable-build.ts'
import { type TestDatabase, createTestDatabase } from './database.ts'
import { type TestGateway, startTestDatabaseGateway } from './database-gateway.ts'

export interface FixtureWorker {
  runtime: Miniflare
  database: TestDatabase
  gateway: TestGateway
  close(): Promise<void>
}

/**
 * A Worker made for a test, in workerd, with its own database behind its own gateway, of the driver that the test project
 * is for.
 * @param entry path from the project's root
 */
export async function startFixtureWorker(entry: string): Promise<FixtureWorker> {
  const database = await createTestDatabase()
  const { gateway, access } = await startTestDatabaseGateway(database.url)
  const { driver, hyperdrive } = access.runtime
  const { modules, root } = await bundleWorker(entry, DRIVER_ALIAS[driver])
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      name: 'fixture',
      compatibilityDate: COMPATIBILITY_DATE,
      modules,
      modulesRoot: root,
      bindings: localBindings(access.settings),
      ...(hyperdrive !== undefined && { hyperdrives: { HYPERDRIVE: hyperdrive } }),
      handleStructuredLogs: () => undefined,
    }),
  )
  await runtime.ready
  return {
    runtime,
    database,
    gateway,
    async close() {
      await runtime.dispose()
      await gateway.close()
      await database.close()
    },
  }
}
