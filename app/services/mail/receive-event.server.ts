import { readMailWebhook } from '#app/clients/mail/webhook.server.ts'
import type { Database } from '#app/data/database.server.ts'
import { noteNotSent, noteUndeliverable } from '#app/data/mail/undeliverable.server.ts'

export interface ReceivedEvent {
  /** `too_early`: the provider is to tell it again */
  outcome: 'received' | 'refused' | 'not_configured' | 'too_early'
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
  if (told.event === 'failed')
    return { outcome: (await noteNotSent(db, told)) ? 'received' : 'too_early', markId: null }
  return { outcome: 'received', markId: await noteUndeliverable(db, told, told.event) }
}
