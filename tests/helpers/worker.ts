import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import { type NeonGateway, startNeonGateway } from '#dev/neon-gateway/server.ts'
import { CLIENT_ASSETS, WORKER_BUNDLE, readWorkerModules } from '#dev/worker-bundle.ts'
import { createTestDatabase } from './database.ts'

export const TEST_SECRET = 'test-only-secret-0000000000000000000000'

export interface TestWorker {
  /** origin of the Worker, e.g. http://127.0.0.1:40001 */
  url: string
  gateway: NeonGateway
  db: Awaited<ReturnType<typeof createTestDatabase>>['db']
  /** what the Worker has logged so far, one JSON line each */
  logs: string[]
  /** runs the job of a cron expression; rejects when the job fails */
  cron(expression: string, time?: Date): Promise<void>
  close(): Promise<void>
}

/**
 * The built Worker in workerd, with its own database behind its own Neon gateway.
 * @param vars settings that differ from the tests' usual ones; undefined leaves one out
 */
export async function startTestWorker(vars: Record<string, string | undefined> = {}): Promise<TestWorker> {
  const database = await createTestDatabase()
  const { port, hostname } = new URL(database.url)
  const gateway = await startNeonGateway({ port: 0, postgres: { host: hostname, port: Number(port) } })
  const logs: string[] = []
  const bindings: Record<string, string | undefined> = {
    DATABASE_URL: database.url,
    NEON_GATEWAY: gateway.address,
    SESSION_SECRETS: TEST_SECRET,
    IP_HASH_SECRET: TEST_SECRET,
    SITE_URL: 'http://localhost',
    RETENTION_DAYS: '30',
    ...vars,
  }
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      name: 'scorecard',
      compatibilityDate: '2026-11-17',
      modules: await readWorkerModules(),
      modulesRoot: WORKER_BUNDLE,
      bindings: JSON.parse(JSON.stringify(bindings)) as Record<string, string>,
      assets: { directory: CLIENT_ASSETS, binding: 'ASSETS', routerConfig: { has_user_worker: true } },
      handleStructuredLogs: ({ message }) => logs.push(message),
    }),
  )
  const url = (await miniflare.ready).origin
  return {
    url,
    gateway,
    db: database.db,
    logs,
    async cron(expression, time = new Date()) {
      const worker = await miniflare.getWorker()
      const { outcome } = await worker.scheduled({ cron: expression, scheduledTime: time })
      if (outcome !== 'ok') throw new Error(`The job of "${expression}" ended with: ${outcome}`)
    },
    async close() {
      await miniflare.dispose()
      await gateway.close()
      await database.close()
    },
  }
}
