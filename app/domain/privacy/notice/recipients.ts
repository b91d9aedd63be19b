import { CRM_NAMES } from '#app/domain/crm-id.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { type NoticeFacts, UNSAID } from './facts.ts'
import { labelsOf } from '#app/domain/privacy/notice-records.ts'

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
  /** of the purposes in purposes.ts */
  purposes: readonly string[]
}

const USA = 'USA'

const OF_HUBSPOT_ALONE = [
  'Your answers, in a note for the people who contact you',
  'The number in its own cookie, if you came from a page of ours that has set one',
]

/** Everybody who gets personal data, in this installation. What the customer database and the mail provider get is the catalogue's. */
export function listRecipients(facts: NoticeFacts): Recipient[] {
  const { hubspot_sync_queue: queue, email_messages: messages } = RETENTION_CATALOGUE
  const isNeon = facts.databaseProvider === NEON
  const hosting: Recipient = {
    id: 'hosting',
    name: 'Cloudflare, Inc.',
    seat: USA,
    location: 'in the data centre that is nearest to you, anywhere in the world; nothing is kept there',
    does: facts.turnstile
      ? 'runs these pages, and checks by Turnstile that you are no program'
      : 'runs these pages',
    gets: ['What you send and see on these pages, and your IP address, while a request is answered'],
    purposes: ['assessment', 'results', 'contact', 'rights', 'security'],
  }
  const database: Recipient = {
    id: 'database',
    name: facts.databaseProvider,
    seat: isNeon ? USA : null,
    location: facts.databaseLocation ?? UNSAID,
    does: 'keeps the database',
    gets: ['Everything under “What we hold”'],
    purposes: ['assessment', 'results', 'contact', 'ranking', 'rights', 'security', 'statistics'],
  }
  const mail: Recipient = {
    id: 'mail',
    ...MAIL_PROVIDERS[facts.mailProvider ?? 'resend'],
    location: facts.mailLocation ?? UNSAID,
    does: 'sends the e-mails that you ask for',
    gets: [...labelsOf(messages!.columns, 'personal'), 'What the e-mail says: scores and advice, or a link'],
    purposes: ['results', 'rights'],
  }
  const customers: Recipient = {
    id: 'customers',
    name: `${CRM_NAMES[facts.crm]}, Inc.`,
    seat: USA,
    location: facts.crmLocation ?? UNSAID,
    does: 'keeps our customer database; gets nothing unless you agreed to be contacted, and is asked about your address when you want a copy of your data, have it erased or withdraw',
    gets: [
      ...new Set([
        ...labelsOf(queue!.columns.payload!.paths!, 'personal'),
        ...labelsOf(queue!.columns.payload!.paths!, 'none'),
      ]),
      'How we rank you',
      ...(facts.crm === 'hubspot' ? OF_HUBSPOT_ALONE : []),
    ],
    purposes: ['contact', 'ranking'],
  }
  const webhooks: Recipient = {
    id: 'webhooks',
    name: `Our other systems, at ${facts.webhookHosts.join(', ')}`,
    seat: null,
    location: facts.webhookLocation ?? UNSAID,
    does: 'tell us of new results; get nothing that leads to you unless you agreed to be contacted, and are told when you withdraw or are erased',
    // The same as the customer database gets, and no more.
    gets: [...customers.gets, 'Whether you have confirmed your address'],
    purposes: ['contact', 'ranking'],
  }
  return [
    hosting,
    database,
    ...(facts.mailProvider ? [mail] : []),
    customers,
    ...(facts.webhookHosts.length > 0 ? [webhooks] : []),
  ]
}

export const NEON = 'Neon'

const MAIL_PROVIDERS = {
  resend: { name: 'Resend (Plus Five Five, Inc.)', seat: USA },
  cloudflare: { name: 'Cloudflare, Inc. (E-mail Service)', seat: USA },
} as const
