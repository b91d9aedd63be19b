import type { AppLoadContext } from '@remix-run/cloudflare'
import { type DatabaseLease, leaseDatabase } from '#app/data/client.server.ts'
import type { SendEmailBinding } from '#app/clients/cloudflare-mail.server.ts'
import { createHubspotClient } from '#app/clients/hubspot.server.ts'
import { createMailTransport } from '#app/clients/mail-transport.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { type Config, configOf } from '#app/platform/config.server.ts'
import { generateNonce } from '#app/platform/hash.server.ts'
import { type Log, createLog } from '#app/platform/log.server.ts'
import type { Refusal } from '#app/platform/request-guard.server.ts'
import type { DeliveryDependencies } from '#app/services/deliver-emails.server.ts'
import type { DrainDependencies } from '#app/services/drain-hubspot.server.ts'

declare module '@remix-run/cloudflare' {
  interface AppLoadContext {
    config: Config
    log: Log
    db: DatabaseLease['db']
    /** What sending leads to HubSpot needs. */
    leadSync: DrainDependencies
    /** What sending e-mail needs. */
    mailDelivery: DeliveryDependencies
    /** The moment the request arrived; what depends on the time of day takes it from here. */
    now: Date
    nonce: string
    /** Runs after the response without delaying it. A failure is logged under `task`, never thrown. */
    inBackground: (task: string, work: () => Promise<unknown>) => void
    /** The Worker refused the request before any route saw it; the root route shows why. */
    refusal: Refusal | null
  }
}

/** The part of Cloudflare's ExecutionContext that is used. */
export interface EventContext {
  waitUntil(work: Promise<unknown>): void
}

export interface LoadContext {
  context: AppLoadContext
  /** Waits for the background work and closes the database. */
  close: () => Promise<void>
}

/**
 * Everything that one request or cron run works with: made here, and nowhere else.
 * @throws ConfigError when a setting is missing or malformed
 */
export function createLoadContext(env: object, event: { refusal?: Refusal | null; now: Date }): LoadContext {
  const config = configOf(env)
  const requestId = crypto.randomUUID()
  const log = createLog({ requestId })
  const lease = leaseDatabase(config)
  const background: Promise<unknown>[] = []
  return {
    context: {
      config,
      log,
      db: lease.db,
      leadSync: leadSyncOf(config, lease.db),
      mailDelivery: mailDeliveryOf(config, lease.db, env),
      now: event.now,
      nonce: generateNonce(),
      refusal: event.refusal ?? null,
      inBackground(task, work) {
        background.push(work().catch((error: unknown) => log.error('background_failed', error, { task })))
      },
    },
    async close() {
      // Background work may start more of it.
      for (let work = background.shift(); work; work = background.shift()) await work
      await lease.release().catch((error: unknown) => log.error('database_release_failed', error))
    },
  }
}

function leadSyncOf(config: Config, db: DatabaseLease['db']): DrainDependencies {
  const { HUBSPOT_ACCESS_TOKEN: token, HUBSPOT_BASE_URL: baseUrl } = config
  return {
    db,
    hubspot: token === undefined ? null : createHubspotClient({ token, baseUrl }),
    deal: {
      pipeline: config.HUBSPOT_PIPELINE,
      stage: config.HUBSPOT_DEAL_STAGE,
      amount: config.HUBSPOT_DEAL_AMOUNT,
    },
    clock: systemClock,
    random: Math.random,
  }
}

function mailDeliveryOf(config: Config, db: DatabaseLease['db'], env: object): DeliveryDependencies {
  const { SITE_URL: siteUrl } = config
  return {
    db,
    transport: createMailTransport(config, 'MAIL' in env ? (env.MAIL as SendEmailBinding) : undefined),
    composer: {
      from: config.MAIL_FROM ?? '',
      replyTo: config.MAIL_REPLY_TO ?? null,
      sender: {
        postalAddress: config.MAIL_POSTAL_ADDRESS ?? null,
        unsubscribeUrl: config.MAIL_UNSUBSCRIBE_URL ?? new URL('/privacy', siteUrl).href,
      },
      siteUrl,
      briefingUrl: config.BRIEFING_URL ?? null,
      secrets: config.SESSION_SECRETS,
    },
    caps: {
      addressPerDay: config.MAIL_CAP_ADDRESS_PER_DAY,
      networkPerHour: config.MAIL_CAP_NETWORK_PER_HOUR,
      totalPerHour: config.MAIL_CAP_TOTAL_PER_HOUR,
    },
    clock: systemClock,
    random: Math.random,
  }
}
