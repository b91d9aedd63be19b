import { PERSON_NOW_LIMITS } from '#app/services/crm/one-by-one.server.ts'
import type { AppLoadContext } from '@remix-run/cloudflare'
import { type DatabaseLease, leaseDatabase } from '#app/data/client.server.ts'
import type { Paper, PdfOutcome } from '#app/clients/browser-run/print-pdf.server.ts'
import type { AccessVerdict } from '#app/clients/access/verify-assertion.server.ts'
import type { JobName } from '#app/platform/job-schedule.ts'
import type { TurnstileVerdict } from '#app/clients/turnstile/siteverify.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { type Config, readConfig } from '#app/platform/config.server.ts'
import { generateNonce } from '#app/platform/random.server.ts'
import { type Log, createLog } from '#app/platform/log.server.ts'
import type { Refusal } from '#app/web/request-guard.server.ts'
import { countBriefingClick } from '#app/services/assessment/count-briefing-click.server.ts'
import type { ResultsKey } from '#app/services/assessment/open-results.server.ts'
import { type CountedLanding, countLanding } from '#app/services/assessment/count-landing.server.ts'
import { ExperimentMemory } from '#app/services/experiments/latest-experiment.server.ts'
import type { LatestExperiment } from '#app/domain/experiments/experiments.ts'
import { DEFAULT_MOUNT, type Mount } from '#app/domain/visit/mount.ts'
import { deliverEmailNow } from '#app/services/mail/deliver-email-now.server.ts'
import { type ReceivedEvent, receiveMailEvent } from '#app/services/mail/receive-event.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { markContacts } from '#app/services/crm/mark-contacts.server.ts'
import { readCrmContact } from '#app/services/crm/read-contact.server.ts'
import { WEBHOOK_NOW_LIMITS, deliverWebhooks } from '#app/services/webhook/deliver.server.ts'
import { needsPreparation, prepareReceivers } from '#app/services/webhook/receivers.server.ts'
import { syncLeadNow } from '#app/services/crm/sync-lead-now.server.ts'
import {
  type JobDependencies,
  createAccess,
  createExperimentStore,
  createLeadSync,
  createMailDelivery,
  createPrinter,
  createTurnstile,
  createWebhooks,
} from './load-context/dependencies.ts'

declare module '@remix-run/cloudflare' {
  interface AppLoadContext {
    config: Config
    log: Log
    /** Stands in every line of the log, in what is queued, and on the error page. */
    requestId: string
    db: DatabaseLease['db']
    /** Sends one lead to HubSpot after the response; what does not succeed waits for the cron. */
    syncLead: (assessmentId: string) => void
    /** Sends one e-mail after the response; what does not succeed waits for the cron. */
    deliverEmail: (messageId: string) => void
    /** Sends what is due to the receivers of webhooks after the response; the rest waits for the cron. */
    sendWebhooks: (assessmentId?: string) => void
    /** Finishes one erasure in HubSpot after the response; what does not succeed waits for the cron. */
    eraseFromCrm: (erasureId: string) => void
    /** Tells HubSpot of one withdrawal, complaint or bounce after the response; the rest waits for the cron. */
    markContact: (markId: string) => void
    /** Counts a view of the landing page after the response; once a minute the latest test is read along with it. */
    countLanding: (landing: CountedLanding) => void
    /** The test of the pages that was started last, as far as it is known without asking the database. */
    latestExperiment: () => Promise<LatestExperiment | null | 'unknown'>
    /** Reads it anew, after the response. */
    refreshExperiment: () => void
    /** Counts that the owner of results went to book a briefing, after the response. */
    countBriefingClick: (assessmentId: string, key: ResultsKey) => void
    /** Takes in what the mail provider tells of an e-mail. */
    receiveMailEvent: (headers: Headers, text: string) => Promise<ReceivedEvent['outcome']>
    /** Asks Cloudflare about a token of its widget; null where Turnstile is not configured. */
    verifyTurnstile: ((token: string) => Promise<TurnstileVerdict>) | null
    /** Checks what Cloudflare Access says of somebody; null where Access is not configured. */
    verifyAccess: ((assertion: string) => Promise<AccessVerdict>) | null
    /** Set by a page with the widget on it: only its answer lets the browser load what is Cloudflare's. */
    showsTurnstile?: boolean
    /** Prints a page as a PDF; null where no browser of Cloudflare's is bound. */
    printReport: ((html: string, paper: Paper) => Promise<PdfOutcome>) | null
    /** What HubSpot holds on an address; null when it cannot be asked. */
    readCrmContact: (email: string) => Promise<Record<string, string>[] | null>
    /** The moment the request arrived; what depends on the time of day takes it from here. */
    now: Date
    nonce: string
    /** What the beginning of the address said, which routes do not see. */
    mount: Mount
    /** The Worker refused the request before any route saw it; the root route shows why. */
    refusal: Refusal | null
  }
}

/** The part of Cloudflare's ExecutionContext that is used. */
export interface EventContext {
  waitUntil(work: Promise<unknown>): void
}

const experiments = new ExperimentMemory()

/** Until background work begins: the browser asks for the page that the answer leads to, and has it before that. */
const BACKGROUND_AFTER_MS = 250

export interface LoadEvent {
  refusal?: Refusal | null
  mount?: Mount
  /** made up where there is none */
  requestId?: string
  now: Date
  /** what was to be sent right after its page was left to this job, or failed */
  onLeft?: (job: JobName) => void
}

export interface LoadContext {
  context: AppLoadContext & JobDependencies
  /** Makes the receivers of webhooks known to the database, once an isolate, before the first assessment ends. */
  prepareWebhooks: () => void
  /** Waits for the background work and closes the database. */
  close: () => Promise<void>
}

/**
 * Everything that one request or cron run works with: made here, and nowhere else.
 *
 * Routes get functions that send, never clients to send with: Remix bundles its own copy of every module that routes
 * import, and an error class of one copy is unknown to the other.
 * @throws ConfigError when a setting is missing or malformed
 */
export function createLoadContext(env: object, event: LoadEvent): LoadContext {
  const config = readConfig(env)
  const requestId = event.requestId ?? crypto.randomUUID()
  const log = createLog({ requestId })
  const lease = leaseDatabase(config, { levels: config.PRISMA_LOG, log })
  const leadSync = createLeadSync(config, lease.db, log)
  const mailDelivery = createMailDelivery(config, lease.db, env, log)
  const webhooks = createWebhooks(config, lease.db, log)
  const background: (() => Promise<unknown>)[] = []
  /** Begins after the response has been sent. A failure is logged under `task`, never thrown. */
  const inBackground = (task: string, work: () => Promise<unknown>) => {
    background.push(() => work().catch((error: unknown) => log.error('background_failed', error, { task })))
  }
  const markContact = (id: string) =>
    inBackground('mark_contact', async () => {
      const counts = await markContacts(leadSync, PERSON_NOW_LIMITS, { id })
      warnOfUnknown('hubspot', counts?.unknownAnswers)
    })
  const experimentStore = createExperimentStore(config)
  const sendWebhooks = (assessmentId?: string) => {
    if (webhooks.receivers.length === 0) return
    event.onLeft?.('deliver_emails')
    inBackground('send_webhooks', () =>
      deliverWebhooks(webhooks, {
        ...WEBHOOK_NOW_LIMITS,
        ...(assessmentId !== undefined && { assessmentId }),
      }),
    )
  }
  const warnOfUnknown = (provider: 'hubspot' | 'mail', unknownAnswers: string | null | undefined) => {
    if (unknownAnswers) log.warn('unknown_answers', { provider, unknownAnswers })
  }
  return {
    context: {
      config,
      log,
      requestId,
      db: lease.db,
      leadSync,
      mailDelivery,
      webhooks,
      sendWebhooks,
      syncLead: (assessmentId) =>
        inBackground('sync_lead', async () => {
          const counts = await syncLeadNow(leadSync, assessmentId).catch((error: unknown) => {
            event.onLeft?.('drain_hubspot')
            throw error
          })
          if (!counts || counts.completed === 0) event.onLeft?.('drain_hubspot')
          warnOfUnknown('hubspot', counts?.unknownAnswers)
        }),
      deliverEmail: (messageId) =>
        inBackground('deliver_email', async () => {
          const { sent, unknownAnswers } = await deliverEmailNow(mailDelivery, messageId).catch(
            (error: unknown) => {
              event.onLeft?.('deliver_emails')
              throw error
            },
          )
          if (sent === 0) event.onLeft?.('deliver_emails')
          warnOfUnknown('mail', unknownAnswers)
        }),
      markContact(id) {
        markContact(id)
        sendWebhooks()
      },
      countLanding(landing) {
        inBackground('count_landing', () => countLanding(lease.db, landing))
        inBackground('refresh_experiment', () =>
          experiments.refreshIfOld(lease.db, experimentStore, event.now),
        )
      },
      latestExperiment: () => experiments.get(experimentStore, event.now),
      refreshExperiment: () =>
        inBackground('refresh_experiment', () => experiments.refresh(lease.db, experimentStore, event.now)),
      countBriefingClick: (id, key) =>
        inBackground('count_briefing_click', () => countBriefingClick(lease.db, id, key)),
      async receiveMailEvent(headers, text) {
        const secret = config.MAIL_WEBHOOK_SECRET ?? null
        const { outcome, markId } = await receiveMailEvent(lease.db, secret, headers, text)
        if (markId !== null) markContact(markId)
        return outcome
      },
      verifyTurnstile: createTurnstile(config),
      verifyAccess: createAccess(config, event.now),
      printReport: createPrinter(env, config),
      readCrmContact: (email) => readCrmContact(leadSync, email),
      now: event.now,
      nonce: generateNonce(),
      mount: event.mount ?? DEFAULT_MOUNT,
      refusal: event.refusal ?? null,
      eraseFromCrm(id) {
        sendWebhooks()
        inBackground('erase_in_hubspot', async () => {
          const counts = await eraseInCrm(leadSync, PERSON_NOW_LIMITS, { id })
          warnOfUnknown('hubspot', counts?.unknownAnswers)
        })
      },
    },
    prepareWebhooks() {
      if (needsPreparation(env, webhooks))
        inBackground('register_webhooks', () => prepareReceivers(env, webhooks))
    },
    async close() {
      if (background.length > 0) await systemClock.sleep(BACKGROUND_AFTER_MS)
      // Background work may ask for more of it.
      while (background.length > 0) await Promise.all(background.splice(0).map((work) => work()))
      await lease.release().catch((error: unknown) => log.error('database_release_failed', error))
    },
  }
}
