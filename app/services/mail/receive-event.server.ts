import { readMailWebhook } from '#app/clients/mail/webhook.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { noteUndeliverable } from '#app/data/mail/undeliverable.server.ts'

export interface ReceivedEvent {
  outcome: 'received' | 'refused' | 'not_configured'
  markId: string | null
}

/** @param secret null: nobody is to send any */
export async function receiveMailEvent(
  db: Database,
  secret: string | null,
  headers: Headers,
  text: string,
): Promise<ReceivedEvent> {
  if (secret === null) return { outcome: 'not_configured', markId: null }
  const told = readMailWebhook(secret, headers, text)
  if (told === null) return { outcome: 'refused', markId: null }
  if (told === 'unknown' || told.event === null) return { outcome: 'received', markId: null }
  return { outcome: 'received', markId: await noteUndeliverable(db, told, told.event) }
}
