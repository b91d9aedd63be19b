import { CRM_NAMES } from '#app/domain/crm-id.ts'
import type { ColumnName } from '#app/domain/privacy/catalogue/names.ts'
import { type PurposeId, PROCESSING_PURPOSES } from '#app/domain/privacy/catalogue/purposes.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { NEON, type NoticeFacts } from '#app/domain/privacy/notice-facts.ts'
import type { Messages } from '#app/words/messages.ts'
import { namesOf } from './notice-records.server.ts'

/** Somebody who gets personal data and works with it on the controller's behalf. */
export interface Recipient {
  id: 'hosting' | 'database' | 'mail' | 'customers' | 'webhooks'
  name: string
  /** where the company is; null where the configuration chose it */
  seat: string | null
  /** where the data lies */
  location: string
  does: string
  gets: readonly string[]
  purposes: readonly PurposeId[]
}

/** Everybody who gets personal data, in this installation. What the customer database and the mail provider get is the catalogue's. */
export function listRecipients(
  facts: NoticeFacts,
  { notice, records }: Pick<Messages, 'notice' | 'records'>,
): Recipient[] {
  const { recipients: words, unsaid } = notice
  const { usa } = words
  const say = (names: readonly ColumnName[]) => names.map((name) => records.columns[name])
  const { hubspot_sync_queue: queue, email_messages: messages } = RETENTION_CATALOGUE
  const sent = queue!.columns.payload!.paths!
  const isNeon = facts.databaseProvider === NEON
  const hosting: Recipient = {
    id: 'hosting',
    name: 'Cloudflare, Inc.',
    seat: usa,
    location: words.hosting.location,
    does: facts.turnstile ? words.hosting.doesWithTurnstile : words.hosting.does,
    gets: [words.hosting.gets],
    purposes: ['assessment', 'results', 'contact', 'offer', 'team', 'rights', 'security'],
  }
  const database: Recipient = {
    id: 'database',
    name: facts.databaseProvider,
    seat: isNeon ? usa : null,
    location: facts.databaseLocation ?? unsaid,
    does: words.database.does,
    gets: [words.database.gets],
    purposes: PROCESSING_PURPOSES.map(({ id }) => id),
  }
  const mail: Recipient = {
    id: 'mail',
    name: MAIL_PROVIDERS[facts.mailProvider ?? 'resend'],
    seat: usa,
    location: facts.mailLocation ?? unsaid,
    does: words.mail.does,
    gets: [...say(namesOf(messages!.columns, 'personal')), words.mail.gets],
    purposes: ['results', 'offer', 'rights'],
  }
  const customers: Recipient = {
    id: 'customers',
    name: `${CRM_NAMES[facts.crm]}, Inc.`,
    seat: usa,
    location: facts.crmLocation ?? unsaid,
    does: words.customers.does,
    gets: [
      ...say([...new Set([...namesOf(sent, 'personal'), ...namesOf(sent, 'none')])]),
      records.columns.assessmentNumber,
      ...words.customers.gets,
      ...words.customers.getsInNote,
      ...(facts.crm === 'hubspot' ? words.customers.getsInHubspot : []),
    ],
    purposes: ['contact', 'ranking', 'team', 'rights'],
  }
  const webhooks: Recipient = {
    id: 'webhooks',
    name: words.webhooks.name(facts.webhookHosts.join(', ')),
    seat: null,
    location: facts.webhookLocation ?? unsaid,
    does: words.webhooks.does,
    // What an event says (domain/webhook/body.ts).
    gets: [
      ...say([...namesOf(sent, 'personal'), 'scores', 'assessmentNumber']),
      words.customers.gets[0]!,
      ...words.webhooks.gets,
    ],
    purposes: ['contact', 'ranking', 'rights'],
  }
  return [
    hosting,
    database,
    ...(facts.mailProvider ? [mail] : []),
    customers,
    ...(facts.webhookHosts.length > 0 ? [webhooks] : []),
  ]
}

const MAIL_PROVIDERS = {
  resend: 'Resend (Plus Five Five, Inc.)',
  cloudflare: 'Cloudflare, Inc. (E-mail Service)',
} as const
