import { sendWebhook } from '#app/clients/webhook/send.server.ts'
import type { PrismaClient } from '#app/data/database.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import type { Config } from '#app/platform/config.server.ts'
import type { Log } from '#app/platform/log.server.ts'
import { webhookReceivers } from '#app/platform/webhook-settings.server.ts'
import type { WebhookDependencies } from '#app/services/webhook/deliver.server.ts'
import { registerConfigured } from '#app/services/webhook/receivers.server.ts'

export function createWebhooks(config: Config, db: PrismaClient, log: Log): WebhookDependencies {
  return {
    db,
    receivers: webhookReceivers(config),
    confirmFirst: config.CONFIRM_BEFORE_SYNC,
    send: sendWebhook,
    clock: systemClock,
    random: Math.random,
    log,
  }
}

/** Settings whose receivers this isolate has made known. */
const prepared = new WeakSet<object>()

export function needsPreparation(env: object, { receivers }: WebhookDependencies): boolean {
  return receivers.length > 0 && !prepared.has(env)
}

/** Makes the receivers known to the database, so that whoever finishes right after a deployment is told of. */
export async function prepareReceivers(
  env: object,
  { db, receivers, confirmFirst }: WebhookDependencies,
): Promise<void> {
  prepared.add(env)
  try {
    await registerConfigured(db, receivers, confirmFirst)
  } catch (error) {
    prepared.delete(env)
    throw error
  }
}
