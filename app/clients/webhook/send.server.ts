import { Webhook } from 'standardwebhooks'
import { TIMEOUTS } from '#app/domain/limits.ts'
import { type WebhookVerdict, judgeWebhookAnswer } from '#app/domain/webhook/failure.ts'
import { USER_AGENT } from '#app/platform/user-agent.ts'

export interface OutgoingWebhook {
  url: string
  /** each makes a signature: while one takes the place of another, a receiver that knows either takes the event */
  secrets: readonly string[]
  eventId: string
  body: string
  now: Date
  timeoutMs?: number
}

export interface WebhookAnswer {
  verdict: WebhookVerdict
  status: number | null
}

/** https://www.standardwebhooks.com: the headers of an event, signed now. */
export function webhookHeaders({
  secrets,
  eventId,
  body,
  now,
}: Pick<OutgoingWebhook, 'secrets' | 'eventId' | 'body' | 'now'>): Record<string, string> {
  return {
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(eventId, now, body)).join(' '),
  }
}

/** Redirections are not followed: where they lead, nobody has checked. Of the answer only the status is read. */
export async function sendWebhook(event: OutgoingWebhook): Promise<WebhookAnswer> {
  const signal = AbortSignal.timeout(event.timeoutMs ?? TIMEOUTS.webhookCallMs)
  try {
    const response = await fetch(event.url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'user-agent': USER_AGENT, ...webhookHeaders(event) },
      body: event.body,
      signal,
    })
    await response.body?.cancel()
    const { status } = response
    return { verdict: judgeWebhookAnswer(status, response.headers.get('retry-after'), event.now), status }
  } catch {
    return {
      verdict: { kind: 'trouble', reason: signal.aborted ? 'timeout' : 'no_connection' },
      status: null,
    }
  }
}
