import type { CrmId } from '#app/domain/crm-id.ts'
import * as z from 'zod'
import {
  DPO_NOT_REQUIRED,
  NEON,
  type NoticeFacts,
  type UnsaidSetting,
} from '#app/domain/privacy/notice-facts.ts'
import { emailSchema } from '#app/domain/lead/email-address.ts'

/** A setting that is given as empty counts as not given. */
const given = <Rule extends z.ZodType>(rule: Rule) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    rule.optional(),
  )

const line = given(
  z
    .string()
    .trim()
    .max(300, 'must have at most 300 characters')
    .regex(/^\P{Cc}+$/u, 'must be one line'),
)

const webPage = given(
  z.url({ protocol: /^https?$/, error: 'must be an absolute URL, e.g. https://example.com/imprint' }),
)

const days = (most: number) =>
  given(
    z.coerce
      .number('must be a whole number of days')
      .int('must be a whole number of days')
      .min(1, 'must be at least 1 day')
      .max(most, `must be at most ${most} days`),
  )

/** Ten years: the longest that tax law anywhere asks for. */
const MOST_DAYS_IN_CRM = 3_660

/** Who runs this installation, and what the privacy notice cannot know by itself. */
export const companySettings = {
  COMPANY_NAME: line,
  COMPANY_ADDRESS: line,
  PRIVACY_EMAIL: given(
    z
      .string()
      .trim()
      .refine((value) => emailSchema.safeParse(value).success, 'must be an e-mail address'),
  ),
  /** name and how to reach them, or {@link DPO_NOT_REQUIRED} */
  DATA_PROTECTION_OFFICER: line,
  SUPERVISORY_AUTHORITY: line,
  IMPRINT_URL: webPage,
  CONTACT_URL: webPage,
  DATABASE_PROVIDER: line,
  DATABASE_LOCATION: line,
  /** how far back the database can be restored */
  DATABASE_HISTORY_DAYS: days(400),
  MAIL_LOCATION: line,
  CRM_LOCATION: line,
  /** of the systems that WEBHOOK_URL names */
  WEBHOOK_LOCATION: line,
  CRM_RETENTION_DAYS: days(MOST_DAYS_IN_CRM),
} satisfies z.ZodRawShape

export type CompanySetting = keyof typeof companySettings

/** What the notice does not say, or says with a gap, for want of a setting. */
export const NEEDED_FOR_THE_NOTICE = {
  COMPANY_NAME: 'who is responsible for the data',
  COMPANY_ADDRESS: 'where the company that is responsible can be reached by post; e-mails end without it too',
  PRIVACY_EMAIL: 'where to write about personal data',
  DATA_PROTECTION_OFFICER: `who the data protection officer is; \`${DPO_NOT_REQUIRED}\` where the law asks for none`,
  IMPRINT_URL: 'where the imprint is',
  DATABASE_LOCATION: 'in which country the database is',
  DATABASE_HISTORY_DAYS: 'for how long a deleted value can still be restored',
  MAIL_LOCATION: 'in which country e-mails are sent from',
  WEBHOOK_LOCATION: 'in which country the systems that WEBHOOK_URL names are',
  CRM_LOCATION: 'in which country the CRM keeps contacts',
  CRM_RETENTION_DAYS: 'for how long contacts are kept in the CRM',
} as const satisfies Partial<Record<CompanySetting, string>>

type FactSettings = z.output<z.ZodObject<typeof companySettings>> & {
  RETENTION_DAYS: number
  CRM?: CrmId
  MAIL_FROM?: string | undefined
  MAIL_API_KEY?: string | undefined
  TURNSTILE_SITE_KEY?: string | undefined
  WEBHOOK_URL?: readonly string[] | undefined
  EMBED_ORIGINS?: readonly string[] | undefined
}

/** What the configuration says of this installation. */
export function noticeFacts(settings: FactSettings): NoticeFacts {
  const orNull = <T>(value: T | undefined): T | null => value ?? null
  return {
    company: orNull(settings.COMPANY_NAME),
    address: orNull(settings.COMPANY_ADDRESS),
    privacyEmail: orNull(settings.PRIVACY_EMAIL),
    contactUrl: orNull(settings.CONTACT_URL),
    imprintUrl: orNull(settings.IMPRINT_URL),
    officer: orNull(settings.DATA_PROTECTION_OFFICER),
    authority: orNull(settings.SUPERVISORY_AUTHORITY),
    databaseProvider: settings.DATABASE_PROVIDER ?? NEON,
    databaseLocation: orNull(settings.DATABASE_LOCATION),
    historyDays: orNull(settings.DATABASE_HISTORY_DAYS),
    // Without a key the binding of Cloudflare's own sends (clients/mail/choose-provider.server.ts).
    mailProvider: settings.MAIL_FROM ? (settings.MAIL_API_KEY ? 'resend' : 'cloudflare') : null,
    mailLocation: orNull(settings.MAIL_LOCATION),
    embedHosts: hostsOf(settings.EMBED_ORIGINS),
    webhookHosts: hostsOf(settings.WEBHOOK_URL),
    webhookLocation: orNull(settings.WEBHOOK_LOCATION),
    crm: settings.CRM ?? 'hubspot',
    crmLocation: orNull(settings.CRM_LOCATION),
    crmRetentionDays: orNull(settings.CRM_RETENTION_DAYS),
    retentionDays: settings.RETENTION_DAYS,
    turnstile: settings.TURNSTILE_SITE_KEY !== undefined,
  }
}

function hostsOf(addresses: readonly string[] = []): string[] {
  return [...new Set(addresses.map((address) => new URL(address).hostname))]
}

/** @param settings as they are given, or as they were parsed */
export function listUnsaid(settings: Readonly<Record<string, unknown>>): UnsaidSetting[] {
  const isMissing = (setting: string) => {
    const value = settings[setting]
    if (Array.isArray(value)) return value.length === 0
    return value === undefined || (typeof value === 'string' && value.trim() === '')
  }
  return Object.entries(NEEDED_FOR_THE_NOTICE)
    .filter(
      ([setting]) => isMissing(setting) && (setting !== 'WEBHOOK_LOCATION' || !isMissing('WEBHOOK_URL')),
    )
    .map(([setting, says]) => ({ setting, says }))
}
