import * as z from 'zod'
import { USUAL_CAMPAIGN_RULES, UTM_TAGS } from '#app/domain/visit/campaign.ts'
import { companySettings } from './company-settings.server.ts'
import {
  EMAIL_LIMITS,
  IDLE_MINUTES,
  RETENTION_DAYS,
  STARTS_PER_NETWORK,
  PRINT_WAIT_MS,
  STATE_WAIT_MS,
} from '#app/domain/limits.ts'
import { opsSettings } from './ops-settings.server.ts'
import { crmSettings, findCrmFaults } from './crm-settings.server.ts'
import { findIncomplete, salesSettings } from './sales-settings.server.ts'
import { findUnsafe, isOnThisMachine } from './production-rules.server.ts'
import { findWebhookFaults, webhookSettings } from './webhook-settings.server.ts'
import {
  commaList,
  contactUri,
  credential,
  domainList,
  httpUrl,
  mailbox,
  oneLine,
  optionalText,
  origin,
  originList,
  positiveInteger,
  postgresUrl,
  secretList,
  trueOrFalse,
} from './setting-shapes.server.ts'

/** What Prisma can tell of its work, by its own names. */
const DATABASE_LOG_LEVELS = ['query', 'info', 'warn', 'error'] as const
export type DatabaseLogLevel = (typeof DATABASE_LOG_LEVELS)[number]

const databaseLog = optionalText
  .transform((list) => list?.split(',').map((level) => level.trim()))
  .pipe(
    z
      .array(z.enum(DATABASE_LOG_LEVELS, `must be a comma list of ${DATABASE_LOG_LEVELS.join(', ')}`))
      .optional(),
  )

const schema = z.object({
  DATABASE_URL: postgresUrl,
  NEON_GATEWAY: optionalText.refine((value) => value === undefined || /^[\w.-]+:\d+$/.test(value), {
    message: 'must look like host:port, or stay unset in production',
  }),
  PRISMA_LOG: databaseLog.transform((levels): DatabaseLogLevel[] => levels ?? ['error']),
  SESSION_SECRETS: secretList,
  /** The first makes new hashes, all are recognized. */
  IP_HASH_SECRET: secretList,
  ...crmSettings,
  HUBSPOT_ACCESS_TOKEN: credential('token'),
  HUBSPOT_BASE_URL: httpUrl.default('https://api.hubapi.com'),
  HUBSPOT_PIPELINE: oneLine.default('default'),
  HUBSPOT_DEAL_STAGE: oneLine.default('appointmentscheduled'),
  HUBSPOT_DEAL_AMOUNT: z.coerce
    .number('must be a number, e.g. 15000')
    .nonnegative('must be 0 or more')
    .default(0),
  CONFIRM_BEFORE_SYNC: trueOrFalse('false'),
  HUBSPOT_WITHDRAWN_STAGE: oneLine.optional(),
  ...salesSettings,
  MAIL_API_KEY: credential('key'),
  MAIL_BASE_URL: httpUrl.default('https://api.resend.com'),
  MAIL_FROM: mailbox,
  MAIL_REPLY_TO: mailbox,
  MAIL_SUBJECT_SCORE: trueOrFalse('true'),
  MAIL_UNSUBSCRIBE_URL: z
    .url({ protocol: /^(?:https|mailto)$/, error: 'must begin with https:// or mailto:' })
    .optional(),
  MAIL_WEBHOOK_SECRET: optionalText.refine(
    (value) => value === undefined || /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(value),
    { message: 'must be the signing secret that Resend shows for the webhook: whsec_ and base64' },
  ),
  MAIL_CAP_ADDRESS_PER_DAY: positiveInteger(EMAIL_LIMITS.addressPerDay),
  MAIL_CAP_NETWORK_PER_HOUR: positiveInteger(EMAIL_LIMITS.networkPerHour),
  MAIL_CAP_TOTAL_PER_HOUR: positiveInteger(EMAIL_LIMITS.totalPerHour),
  ...webhookSettings,
  ALERT_EMAIL: mailbox,
  ...opsSettings,
  STARTS_PER_NETWORK_PER_HOUR: positiveInteger(STARTS_PER_NETWORK.usual, STARTS_PER_NETWORK.most),
  TURNSTILE_SITE_KEY: credential('site key'),
  TURNSTILE_SECRET_KEY: credential('secret key'),
  TURNSTILE_BASE_URL: origin.default('https://challenges.cloudflare.com'),
  BRIEFING_URL: httpUrl.optional(),
  ...companySettings,
  SECURITY_CONTACT: contactUri,
  SECURITY_LANGUAGES: z
    .string()
    .regex(/^[a-z]{2,3}(?:, ?[a-z]{2,3})*$/, 'must be a comma list such as en, de')
    .default('en'),
  CAMPAIGN_TAGS: commaList
    .pipe(z.array(z.enum(UTM_TAGS, `must be a comma list of ${UTM_TAGS.join(', ')}`)))
    .default([...USUAL_CAMPAIGN_RULES.tags]),
  CAMPAIGN_VALUES: commaList.nullable().default(USUAL_CAMPAIGN_RULES.values as string[] | null),
  CAMPAIGN_WORDS: commaList.default([]),
  OWN_EMAIL_DOMAINS: domainList,
  EMBED_ORIGINS: originList,
  CONTENT_PREVIEW: trueOrFalse('false'),
  SITE_URL: origin,
  IDLE_MINUTES: positiveInteger(IDLE_MINUTES.usual, IDLE_MINUTES.most),
  PRINT_WAIT_MS: positiveInteger(PRINT_WAIT_MS.usual, PRINT_WAIT_MS.most),
  STATE_WAIT_MS: positiveInteger(STATE_WAIT_MS.usual, STATE_WAIT_MS.most),
  RETENTION_DAYS: z.coerce
    .number('must be a whole number of days')
    .int('must be a whole number of days')
    .min(1, 'must be at least 1 day')
    .max(RETENTION_DAYS.most, `must be at most ${RETENTION_DAYS.most} days`)
    .default(RETENTION_DAYS.usual),
})

/** The runtime makes the connection string up: read it anew for each connection. */
export interface HyperdriveBinding {
  readonly connectionString: string
}

const hyperdriveSchema = schema.omit({ DATABASE_URL: true, NEON_GATEWAY: true }).extend({
  HYPERDRIVE: z.custom<HyperdriveBinding>(
    (value) => typeof value === 'object' && value !== null && 'connectionString' in value,
    'must be a Hyperdrive binding: [[hyperdrive]] in wrangler.toml, not a variable',
  ),
})

export type TextSettings = z.output<typeof schema>

export const SETTING_NAMES = Object.keys(schema.shape) as (keyof TextSettings)[]

/** Their values are never shown. */
export const SECRET_SETTINGS: readonly (keyof TextSettings)[] = [
  'DATABASE_URL',
  'SESSION_SECRETS',
  'IP_HASH_SECRET',
  'HUBSPOT_ACCESS_TOKEN',
  'SALESFORCE_CLIENT_SECRET',
  'MAIL_API_KEY',
  'MAIL_WEBHOOK_SECRET',
  'TURNSTILE_SECRET_KEY',
  // Whoever knows Slack's addresses may post there.
  'WEBHOOK_URL',
  'WEBHOOK_SECRET',
  'OPS_TOKEN',
]

/** Nothing else reads the environment. */
export type Config = Omit<TextSettings, keyof NeonSettings> & DatabaseSettings

type NeonSettings = Pick<TextSettings, 'DATABASE_URL' | 'NEON_GATEWAY'>

export type DatabaseSettings = Partial<NeonSettings> & { HYPERDRIVE?: HyperdriveBinding | undefined }

/** The message names each setting and what it should look like, never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(readonly settings: string[]) {
    super(`Configuration is not usable:\n${settings.map((line) => `- ${line}`).join('\n')}`)
  }
}

/** @throws ConfigError naming every setting at once that is missing, malformed, or unsafe where strangers come */
export function parseConfig(env: object): Config {
  const config: Config = 'HYPERDRIVE' in env ? parsedBy(hyperdriveSchema, env) : parsedBy(schema, env)
  const incomplete = [...findIncomplete(config), ...findCrmFaults(config)]
  if (incomplete.length > 0) throw new ConfigError(incomplete)
  if (!config.TURNSTILE_SITE_KEY !== !config.TURNSTILE_SECRET_KEY)
    throw new ConfigError(['TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY go together: set both or neither'])
  if (!config.ACCESS_TEAM_DOMAIN !== !config.ACCESS_AUD)
    throw new ConfigError(['ACCESS_TEAM_DOMAIN and ACCESS_AUD go together: set both or neither'])
  const webhookFaults = findWebhookFaults(config)
  if (webhookFaults.length > 0) throw new ConfigError(webhookFaults)
  const unsafe = isOnThisMachine(config.SITE_URL) ? [] : findUnsafe(config)
  if (unsafe.length > 0) throw new ConfigError([...new Set(unsafe)])
  return config
}

/** For scripts, which run where other settings are missing. Throws as {@link parseConfig}. */
export function parseSettings<Name extends keyof TextSettings>(
  env: object,
  names: readonly Name[],
): Pick<TextSettings, Name> {
  const picked = Object.fromEntries(names.map((name) => [name, schema.shape[name]]))
  return parsedBy(z.object(picked) as unknown as z.ZodType<Pick<TextSettings, Name>>, env)
}

/** For a script's database client: silent unless `PRISMA_LOG` is set. Throws as {@link parseConfig}. */
export function parseScriptLog(env: object): DatabaseLogLevel[] {
  return parsedBy(z.object({ PRISMA_LOG: databaseLog }), env).PRISMA_LOG ?? []
}

function parsedBy<Settings>(rules: z.ZodType<Settings>, env: object): Settings {
  const parsed = rules.safeParse(env)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`)
  throw new ConfigError([...new Set(lines)])
}

const parsedConfigs = new WeakMap<object, Config | ConfigError>()

/** {@link parseConfig}, and its error, once for each environment object: an isolate sees the same one with every event. */
export function readConfig(env: object): Config {
  const known = parsedConfigs.get(env) ?? tryToParse(env)
  parsedConfigs.set(env, known)
  if (known instanceof ConfigError) throw known
  return known
}

function tryToParse(env: object): Config | ConfigError {
  try {
    return parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}
