import { TIMEOUTS } from '#app/domain/limits.ts'
import { dispatch, type Machine } from '#dev/hubspot/dispatch.ts'
import type { Wire } from '#dev/hubspot/fault-answers.ts'
import { createMachine } from '#dev/hubspot/machine.ts'
import { setupDefinitions } from '#dev/hubspot/setup-definitions.ts'
import type { PortalOptions } from '#dev/hubspot/types.ts'
import { FaultSwitches } from '#dev/mailbox/faults.ts'
import { ResendApi } from '#dev/mailbox/resend-api.ts'
import { MessageStore } from '#dev/mailbox/store.ts'
import { type SendOutcome, takeSend } from '#dev/mailbox/take-send.ts'
import type { Actor } from './actor.ts'
import type { Choice } from './choice.ts'
import type { VirtualTime } from './clock.ts'
import type { Scheduler } from './scheduler.ts'

export const HUBSPOT_URL = 'http://hubspot.sim'
export const MAIL_URL = 'http://mail.sim'

/** The stand-ins' own code, without servers. */
export class Providers {
  readonly hubspot: Machine
  readonly mailFaults = new FaultSwitches()
  readonly mails = new MessageStore()
  readonly #mailApi = new ResendApi(this.mails)
  readonly #time: VirtualTime
  readonly #choice: Choice

  constructor(time: VirtualTime, choice: Choice, options: Partial<PortalOptions>) {
    this.#time = time
    this.#choice = choice
    this.hubspot = createMachine({
      ...options,
      provisioned: true,
      definitions: setupDefinitions(),
      now: () => time.now,
      seed: choice.between(1, 1_000_000),
      callsKept: 0,
    }).machine
  }

  /** Carries a call out when its turn comes; its answer is on its way for a while. */
  fetch(
    scheduler: Scheduler,
    actor: Actor,
    url: string,
    init: RequestInit,
    onArrival: (path: string, body: string) => void,
  ): Promise<Response> {
    const { pathname } = new URL(url)
    const body = typeof init.body === 'string' ? init.body : ''
    const isMail = url.startsWith(MAIL_URL)
    return scheduler.take(actor, {
      label: isMail ? 'sends an e-mail' : `calls ${init.method} ${pathname}`,
      isStatement: false,
      perform: async () => {
        onArrival(pathname, body)
        const headers = new Headers(init.headers)
        return isMail ? this.#send(headers, body) : this.#call(url, init.method ?? 'GET', headers, body)
      },
    })
  }

  #call(url: string, method: string, headers: Headers, text: string) {
    const authorization = headers.get('authorization') ?? undefined
    const wire = dispatch(this.hubspot, { method, url: new URL(url), authorization, text })
    const { delayMs = 0 } = wire
    if (delayMs >= TIMEOUTS.crmCallMs) return timedOut(TIMEOUTS.crmCallMs)
    return { result: answerOf(wire), latencyMs: delayMs + this.#latency() }
  }

  async #send(headers: Headers, body: string) {
    const outcome = await takeSend(
      {
        api: this.#mailApi,
        faults: this.mailFaults,
        now: () => this.#time.now,
        wait: () => Promise.resolve(),
      },
      {
        path: '/emails',
        authorization: headers.get('authorization') ?? undefined,
        userAgent: headers.get('user-agent') ?? undefined,
        idempotencyKey: headers.get('idempotency-key'),
        body,
      },
    )
    if (outcome.kind === 'hanging') return timedOut(TIMEOUTS.emailSendMs)
    return { result: mailAnswerOf(outcome), latencyMs: this.#latency() }
  }

  #latency(): number {
    return this.#choice.between(20, 400)
  }
}

function timedOut(latencyMs: number) {
  const error = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
  return { result: Promise.reject<Response>(error), latencyMs }
}

const NO_BODY = [204, 205, 304]

async function answerOf({ status, headers, body, cut }: Wire): Promise<Response> {
  if (cut) throw new TypeError('fetch failed')
  return new Response(NO_BODY.includes(status) ? null : body, { status, headers })
}

async function mailAnswerOf(outcome: Exclude<SendOutcome, { kind: 'hanging' }>): Promise<Response> {
  if (outcome.kind === 'dropped') throw new TypeError('fetch failed')
  if (outcome.kind === 'truncated')
    return new Response(outcome.text, { status: 200, headers: outcome.headers })
  const { status, body, headers } = outcome.answer
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })
}
