import { afterAll, beforeEach } from 'vitest'
import { sendWebhook } from '#app/clients/webhook/send.server.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { createLog } from '#app/platform/log.server.ts'
import type { WebhookDependencies } from '#app/services/webhook/deliver.server.ts'
import { registerConfigured } from '#app/services/webhook/receivers.server.ts'
import { type TestReceiver, startTestReceiver } from '#dev/receiver/server.ts'
import { useTestDatabase } from './database.ts'
import { createTestClock } from './hubspot-sync.ts'

/** A receiver of the test file's own, empty before each of its tests: call it at the top of the file. */
async function useTestReceiver(): Promise<TestReceiver> {
  const receiver = await startTestReceiver({ port: 0 })
  beforeEach(() => receiver.reset())
  afterAll(() => receiver.close())
  return receiver
}

/** What a delivery to these receivers needs; the longest wait after a failure, unless told. */
export function webhookDependencies(
  db: PrismaClient,
  receivers: readonly TestReceiver[],
  overrides: Partial<WebhookDependencies> = {},
): WebhookDependencies & { lines: string[] } {
  const lines: string[] = []
  return {
    db,
    receivers: receivers.map(({ url, secret }) => ({ url, secrets: [secret], format: 'standard' as const })),
    confirmFirst: false,
    send: sendWebhook,
    // The library that verifies a signature looks at the machine's clock.
    clock: createTestClock(new Date()),
    random: () => 1,
    log: createLog({}, (_level, line) => lines.push(line)),
    lines,
    ...overrides,
  }
}

/** Makes every open event due now, and every pause due to be tried. */
export async function passWebhookWaits(db: PrismaClient): Promise<void> {
  await db.$executeRaw`UPDATE webhook_deliveries SET "nextRetryAt" = to_timestamp(0) WHERE status = 'pending'`
  await db.$executeRaw`UPDATE pauses SET "nextProbeAt" = to_timestamp(0)`
}

/** A database and a receiver that is known to it, of the test file's own: call it at the top of the file. */
export async function useWebhooks() {
  const { db } = await useTestDatabase()
  const receiver = await useTestReceiver()
  const dependencies = webhookDependencies(db, [receiver])
  beforeEach(() => registerConfigured(db, dependencies.receivers, false))
  /** What came, by name: what happened in one statement comes in any order. */
  const types = () =>
    receiver
      .events()
      .flatMap(({ body }) => body.type ?? [])
      .toSorted()
  const eventOf = (type: string) => receiver.events().find(({ body }) => body.type === type)
  return { db, receiver, dependencies, types, eventOf }
}
