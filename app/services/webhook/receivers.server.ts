import type { Database } from '#app/data/database.server.ts'
import { registerReceivers } from '#app/data/webhook/receivers.server.ts'
import { eventsFor } from '#app/domain/webhook/events.ts'
import { sha256Hex } from '#app/platform/hmac.server.ts'
import type { WebhookReceiver } from '#app/platform/webhook-settings.server.ts'

export interface NamedReceiver extends WebhookReceiver {
  /** what the database knows it by: its address may be a secret */
  receiver: string
}

interface Configured {
  db: Database
  receivers: readonly WebhookReceiver[]
  confirmFirst: boolean
}

const NAME_LENGTH = 16

export function nameReceivers(receivers: readonly WebhookReceiver[]): Promise<NamedReceiver[]> {
  return Promise.all(
    receivers.map(async (given) => ({
      ...given,
      receiver: (await sha256Hex(given.url)).slice(0, NAME_LENGTH),
    })),
  )
}

/** From then on events are queued for these receivers, and for no others. */
export async function registerConfigured(
  db: Database,
  receivers: readonly WebhookReceiver[],
  confirmFirst: boolean,
): Promise<void> {
  const named = await nameReceivers(receivers)
  await registerReceivers(
    db,
    named.map(({ receiver, format }) => ({ receiver, events: eventsFor(format), confirmFirst })),
  )
}

/** Settings whose receivers this isolate has made known. */
const prepared = new WeakSet<object>()

export function needsPreparation(env: object, { receivers }: Pick<Configured, 'receivers'>): boolean {
  return receivers.length > 0 && !prepared.has(env)
}

/** Makes the receivers known to the database, so that whoever finishes right after a deployment is told of. */
export async function prepareReceivers(
  env: object,
  { db, receivers, confirmFirst }: Configured,
): Promise<void> {
  prepared.add(env)
  try {
    await registerConfigured(db, receivers, confirmFirst)
  } catch (error) {
    prepared.delete(env)
    throw error
  }
}
