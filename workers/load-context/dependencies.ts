import type { AppLoadContext } from '@remix-run/cloudflare'
import { verifyAssertion } from '#app/clients/access/verify-assertion.server.ts'
import { type BrowserBinding, printPdf } from '#app/clients/browser-run/print-pdf.server.ts'
import { createCrmClient } from '#app/clients/choose-crm.server.ts'
import { createFormsClient } from '#app/clients/hubspot/client.server.ts'
import { dealPlaces, sentContactProperties } from '#app/content/crm.ts'
import { createMailTransport } from '#app/clients/mail/choose-provider.server.ts'
import type { SendEmailBinding } from '#app/clients/mail/cloudflare.server.ts'
import { verifyTurnstile } from '#app/clients/turnstile/siteverify.server.ts'
import { sendWebhook } from '#app/clients/webhook/send.server.ts'
import type { DatabaseLease } from '#app/data/client.server.ts'
import type { CrmId } from '#app/domain/crm-id.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import type { Config } from '#app/platform/config.server.ts'
import type { Log } from '#app/platform/log.server.ts'
import { sharedValue } from '#app/platform/shared-value.server.ts'
import { webhookReceivers } from '#app/platform/webhook-settings.server.ts'
import type { ExperimentStore, LatestReading } from '#app/services/experiments/latest-experiment.server.ts'
import type { DrainDependencies } from '#app/services/crm/drain.server.ts'
import type { FormSettings } from '#app/services/crm/follow-up-settings.server.ts'
import type { MarkDependencies } from '#app/services/crm/mark-contacts.server.ts'
import type { DeliveryDependencies } from '#app/services/mail/deliver.server.ts'
import type { WebhookDependencies } from '#app/services/webhook/deliver.server.ts'

/** What jobs work with that routes do not. */
export interface JobDependencies {
  leadSync: DrainDependencies & MarkDependencies
  mailDelivery: DeliveryDependencies
  webhooks: WebhookDependencies
}

export function createExperimentStore({ SITE_URL: siteUrl }: Config): ExperimentStore {
  const { read, write } = sharedValue(new URL('/latest-experiment', siteUrl))
  return { read: async () => (await read()) as LatestReading | null, write }
}

export function createWebhooks(config: Config, db: DatabaseLease['db'], log: Log): WebhookDependencies {
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

export function createTurnstile(config: Config): AppLoadContext['verifyTurnstile'] {
  const { TURNSTILE_SECRET_KEY: secretKey, TURNSTILE_BASE_URL: baseUrl, SITE_URL: siteUrl } = config
  if (secretKey === undefined) return null
  return (token) => verifyTurnstile({ secretKey, baseUrl, hostname: new URL(siteUrl).hostname }, token)
}

export function createAccess(config: Config, now: Date): AppLoadContext['verifyAccess'] {
  const { ACCESS_TEAM_DOMAIN: origin, ACCESS_AUD: audience } = config
  if (origin === undefined || audience === undefined) return null
  return (assertion) => verifyAssertion({ origin, audience }, assertion, now)
}

export function createPrinter(
  env: object,
  { PRINT_WAIT_MS: timeout }: Config,
): AppLoadContext['printReport'] {
  if (!('BROWSER' in env)) return null
  return (html, paper) => printPdf(env.BROWSER as BrowserBinding, html, paper, timeout)
}

export function createLeadSync(
  config: Config,
  db: DatabaseLease['db'],
  log: Log,
): JobDependencies['leadSync'] {
  return {
    db,
    crm: createCrmClient(config, sentContactProperties()),
    ...DEALS[config.CRM](config),
    confirmFirst: config.CONFIRM_BEFORE_SYNC,
    followUps: {
      siteUrl: config.SITE_URL,
      notes: config.CRM === 'salesforce' ? config.SALESFORCE_NOTES : config.HUBSPOT_NOTES,
      form: createForm(config),
      ownerRules: config.HUBSPOT_OWNER_RULES,
    },
    log,
    clock: systemClock,
    random: Math.random,
  }
}

type DealParts = Pick<JobDependencies['leadSync'], 'deal' | 'withdrawnStage' | 'utm'>

/** Where deals begin and end. */
const DEALS: Record<CrmId, (config: Config) => DealParts> = {
  hubspot: (config) => ({
    deal: {
      pipeline: config.HUBSPOT_PIPELINE,
      stage: config.HUBSPOT_DEAL_STAGE,
      amount: config.HUBSPOT_DEAL_AMOUNT,
      places: dealPlaces('hubspot'),
    },
    withdrawnStage: config.HUBSPOT_WITHDRAWN_STAGE ?? null,
    utm: config.HUBSPOT_UTM_PROPERTIES,
  }),
  salesforce: (config) => ({
    deal: {
      pipeline: config.SALESFORCE_RECORD_TYPE ?? '',
      stage: config.SALESFORCE_STAGE,
      amount: config.SALESFORCE_AMOUNT,
      places: dealPlaces('salesforce'),
    },
    withdrawnStage: config.SALESFORCE_WITHDRAWN_STAGE ?? null,
    utm: false,
  }),
}

function createForm(config: Config): FormSettings | null {
  const { HUBSPOT_ACCESS_TOKEN: token, HUBSPOT_FORMS_BASE_URL: baseUrl } = config
  const { HUBSPOT_PORTAL_ID: portalId, HUBSPOT_FORM_ID: formId } = config
  if (config.CRM !== 'hubspot') return null
  if (token === undefined || portalId === undefined || formId === undefined) return null
  return {
    client: createFormsClient({ token, baseUrl }),
    portalId,
    formId,
    company: config.COMPANY_NAME ?? null,
  }
}

export function createMailDelivery(
  config: Config,
  db: DatabaseLease['db'],
  env: object,
  log: Log,
): DeliveryDependencies {
  const { SITE_URL: siteUrl } = config
  return {
    db,
    transport: createMailTransport(config, 'MAIL' in env ? (env.MAIL as SendEmailBinding) : undefined),
    composer: {
      from: config.MAIL_FROM ?? '',
      replyTo: config.MAIL_REPLY_TO ?? config.PRIVACY_EMAIL ?? null,
      sender: {
        company: config.COMPANY_NAME ?? null,
        postalAddress: config.COMPANY_ADDRESS ?? null,
        imprintUrl: config.IMPRINT_URL ?? null,
      },
      unsubscribeUrl: config.MAIL_UNSUBSCRIBE_URL ?? null,
      siteUrl,
      briefingUrl: config.BRIEFING_URL ?? null,
      scoreInSubject: config.MAIL_SUBJECT_SCORE,
      secrets: config.SESSION_SECRETS,
    },
    emailLimits: {
      addressPerDay: config.MAIL_CAP_ADDRESS_PER_DAY,
      networkPerHour: config.MAIL_CAP_NETWORK_PER_HOUR,
      totalPerHour: config.MAIL_CAP_TOTAL_PER_HOUR,
    },
    clock: systemClock,
    random: Math.random,
    log,
  }
}
