import { LOCAL_SECRET, localBindings, startBuiltWorker } from '#dev/miniflare-worker.ts'
import { type NeonGateway, startNeonGateway } from '#dev/neon-gateway/server.ts'
import { createTestDatabase } from './database.ts'

export const TEST_SECRET = LOCAL_SECRET

export interface TestWorker {
  /** origin of the Worker, e.g. http://127.0.0.1:40001 */
  url: string
  gateway: NeonGateway
  /** a direct connection */
  databaseUrl: string
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
  const { url, miniflare } = await startBuiltWorker({
    bindings: localBindings({ url: database.url, gateway: gateway.address }, vars),
    onLog: (line) => logs.push(line),
  })
  return {
    url,
    gateway,
    databaseUrl: database.url,
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
