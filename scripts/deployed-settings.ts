import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { listUnsaid } from '#app/platform/company-settings.server.ts'
import {
  ConfigError,
  SECRET_SETTINGS,
  SETTING_NAMES,
  type TextSettings,
  parseSettings,
} from '#app/platform/config.server.ts'
import { findUnsafe, isOnThisMachine } from '#app/platform/production-rules.server.ts'

type SettingName = keyof TextSettings

export interface SettingsReport {
  /** a line each: what cannot be used, its value unless that is secret, and what it should look like */
  problems: string[]
  /** what is unlikely to be meant */
  doubts: string[]
  /** what the privacy notice does not say for want of a setting */
  unsaid: string[]
  /** settings without which the Worker does not start, and which are given nowhere here */
  notGiven: string[]
}

/**
 * Checks the settings of a deployment by the Worker's own rules, as far as they are known on this machine: `[vars]` of
 * wrangler.toml, then the environment, which wins. Secrets that Cloudflare holds cannot be read back.
 * @throws Error when wrangler.toml cannot be read
 */
export async function checkDeployedSettings(env: NodeJS.ProcessEnv): Promise<SettingsReport> {
  const { vars, hyperdrive } = await readWranglerConfig()
  const names = SETTING_NAMES.filter((name) => !(hyperdrive && /^(DATABASE_URL|NEON_GATEWAY)$/.test(name)))
  const given: Record<string, unknown> = { ...vars }
  for (const name of names) if (env[name] !== undefined) given[name] = env[name]
  return {
    problems: [
      ...names.filter((name) => given[name] !== undefined).flatMap((name) => findProblems(name, given)),
      ...findDangers(names, given),
    ],
    doubts: [...findDoubts(given), ...findUnknown(vars)],
    unsaid: listUnsaid(given).map(
      ({ setting, says }) => `${setting} is not given: /privacy does not say ${says}`,
    ),
    notGiven: names.filter((name) => given[name] === undefined && findProblems(name, given).length > 0),
  }
}

const deployed = z.object({ vars: z.record(z.string(), z.unknown()), hyperdrive: z.array(z.unknown()) })

async function readWranglerConfig(): Promise<{ vars: Record<string, unknown>; hyperdrive: boolean }> {
  // It would tell that it has found .dev.vars.
  process.env.WRANGLER_LOG ??= 'warn'
  const { unstable_readConfig } = await import('wrangler')
  const config = fileURLToPath(new URL('../wrangler.toml', import.meta.url))
  const { vars, hyperdrive } = deployed.parse(unstable_readConfig({ config }))
  return { vars, hyperdrive: hyperdrive.length > 0 }
}

function findProblems(name: SettingName, given: Record<string, unknown>): string[] {
  try {
    parseSettings(given, [name])
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const shown = SECRET_SETTINGS.includes(name) ? '' : ` is ${JSON.stringify(given[name])} and`
    return error.settings.map((line) => line.replace(name, `${name}${shown}`))
  }
}

/** As the Worker judges all of them together once it is where strangers come. */
function findDangers(names: readonly SettingName[], given: Record<string, unknown>): string[] {
  const usable = names.filter((name) => given[name] !== undefined && findProblems(name, given).length === 0)
  const settings = parseSettings(given, usable)
  const local = settings.SITE_URL !== undefined && isOnThisMachine(settings.SITE_URL)
  return [
    ...(local ? ['SITE_URL must be the address that visitors type in, and leads to this machine'] : []),
    ...new Set(findUnsafe(settings)),
  ]
}

function findDoubts(given: Record<string, unknown>): string[] {
  const text = (name: SettingName) => (typeof given[name] === 'string' ? given[name].trim() : '')
  const token = text('HUBSPOT_ACCESS_TOKEN')
  const key = text('MAIL_API_KEY')
  const sender = text('MAIL_FROM')
  const doubts = [
    // HubSpot writes the tokens of private apps so, and says nothing of the form of service keys.
    token !== '' &&
      !token.startsWith('pat-') &&
      'HUBSPOT_ACCESS_TOKEN does not begin with pat-, as tokens of private apps do: an API key or a client secret is ' +
        'no token. `npm run hubspot:test-lead` tries it',
    key !== '' &&
      !key.startsWith('re_') &&
      text('MAIL_BASE_URL') === '' &&
      'MAIL_API_KEY does not begin with re_, as the keys of Resend do',
    key !== '' &&
      sender === '' &&
      'MAIL_API_KEY is given and MAIL_FROM is not: without it every e-mail is skipped',
    key !== '' &&
      text('MAIL_WEBHOOK_SECRET') === '' &&
      'MAIL_WEBHOOK_SECRET is not given: bounces and complaints are not heard of. Resend shows it for the webhook to ' +
        '/webhooks/mail',
    text('SECURITY_CONTACT') === '' &&
      'SECURITY_CONTACT is not given: there is no /.well-known/security.txt, and who finds a weakness is not told whom to tell',
    key === '' &&
      text('MAIL_WEBHOOK_SECRET') !== '' &&
      "MAIL_WEBHOOK_SECRET is given without MAIL_API_KEY: Cloudflare's binding has no webhook, and tells of no bounce",
  ]
  return doubts.filter((doubt) => doubt !== false)
}

function findUnknown(vars: Record<string, unknown>): string[] {
  return Object.keys(vars)
    .filter((name) => !SETTING_NAMES.includes(name as SettingName))
    .map((name) => `${name} in [vars] of wrangler.toml is no setting that the Worker knows`)
}

/** Tells what was found. @returns whether nothing speaks against a deployment */
export function tellSettings({ problems, doubts, unsaid, notGiven }: SettingsReport): boolean {
  for (const problem of problems) console.error(`problem  ${problem}`)
  for (const doubt of doubts) console.error(`doubt    ${doubt}`)
  for (const gap of unsaid) console.error(`unsaid   ${gap}`)
  if (notGiven.length > 0) {
    console.log(
      `unknown  ${notGiven.join(', ')}: neither in wrangler.toml nor in the environment. ` +
        '`npx wrangler secret list` names those that Cloudflare holds; /health names what is missing or malformed.',
    )
  }
  if (problems.length === 0) console.log('settings  all that are given here can be used')
  return problems.length === 0
}
