import { DAY, inWords } from '#app/domain/duration.ts'
import { LIFETIMES, RETENTION_DAYS } from '#app/domain/limits.ts'
import { PROCESSING_PURPOSES } from '#app/domain/privacy/catalogue/purposes.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { NEON, type NoticeFacts } from '#app/domain/privacy/notice-facts.ts'
import { listRecipients } from '#app/services/privacy/notice-recipients.server.ts'
import { privacyNotice } from '#app/services/privacy/notice-records.server.ts'
import { messagesFor } from '#app/words/messages.ts'

/** The documents are for the same readers as the rest of docs/. */
const WORDS = messagesFor('en')
const { list } = WORDS.notice

/** A document of docs/privacy/. */
export interface PrivacyDocument {
  file: string
  text: string
}

/** In the place of what only an installation knows stands the setting that says it. */
const SETTINGS: NoticeFacts = {
  company: '`COMPANY_NAME`',
  address: '`COMPANY_ADDRESS`',
  privacyEmail: '`PRIVACY_EMAIL`',
  contactUrl: '`CONTACT_URL`',
  imprintUrl: '`IMPRINT_URL`',
  officer: '`DATA_PROTECTION_OFFICER`',
  authority: '`SUPERVISORY_AUTHORITY`',
  databaseProvider: NEON,
  databaseLocation: '`DATABASE_LOCATION`',
  historyDays: null,
  mailProvider: 'resend',
  mailLocation: '`MAIL_LOCATION`',
  embedHosts: ['`EMBED_ORIGINS`'],
  webhookHosts: ['`WEBHOOK_URL`'],
  webhookLocation: '`WEBHOOK_LOCATION`',
  crm: 'hubspot',
  crmLocation: '`CRM_LOCATION`',
  crmRetentionDays: null,
  retentionDays: RETENTION_DAYS.usual,
  turnstile: false,
}

const MADE =
  'Made by `npm run privacy:docs` from the catalogue (`app/domain/privacy/catalogue/`); `--check` and a test compare it. ' +
  'Names in capitals are settings of the installation ([deployment](../deploy.md)); complete them for your own files. ' +
  'Have a lawyer confirm it: it says what the product does, not what the law asks of you.'

/** The record of processing, the list of processors and the assessment of risks. */
export function makePrivacyDocuments(): PrivacyDocument[] {
  return [
    { file: 'record-of-processing.md', text: recordOfProcessing() },
    { file: 'processors.md', text: processors() },
    { file: 'risk-assessment.md', text: riskAssessment() },
  ]
}

function recordOfProcessing(): string {
  const names = new Map(
    listRecipients(SETTINGS, WORDS).map(({ id, name, purposes }) => [id, { name, purposes }]),
  )
  const records = privacyNotice(RETENTION_CATALOGUE, SETTINGS.retentionDays, WORDS.records)
  const tables = Object.entries(RETENTION_CATALOGUE).filter(([, { internal }]) => !internal)
  return document('Record of processing activities (Art. 30(1) GDPR)', [
    `- **Controller:** ${SETTINGS.company}, ${SETTINGS.address}, ${SETTINGS.privacyEmail}`,
    `- **Data protection officer:** ${SETTINGS.officer}`,
    '- **People concerned:** those who take the assessment, or whose address somebody enters there',
    '- **Special categories (Art. 9):** none is asked for',
    `- **Security:** see [the assessment of risks](risk-assessment.md)`,
    '',
    ...PROCESSING_PURPOSES.flatMap(({ id, basis, tables: used }) => {
      const { of, bases } = WORDS.notice.purposes
      const { title, text, interest } = of[id]
      const { article, words } = bases[basis]
      const recipients = [...names.values()].filter(({ purposes }) => purposes.includes(id))
      return [
        `## ${title}`,
        '',
        text,
        '',
        `- **Allowed by:** ${words}${interest ? ` ${interest}` : ''} (${article})`,
        `- **Recipients:** ${recipients.map(({ name }) => name).join('; ')}`,
        `- **Data:** ${used.map((table) => `${WORDS.records.tables[table].title} (\`${table}\`)`).join('; ')}`,
        '',
      ]
    }),
    '## The data, and when it is removed',
    '',
    ...table(
      ['data', 'identifies a person', 'numbers and hashes', 'removed'],
      records.map(({ title, personal, pseudonymous, until }, index) => [
        `${title} (\`${tables[index]![0]}\`)`,
        list(personal) || 'nothing',
        list(pseudonymous) || 'none',
        until,
      ]),
    ),
    '',
    `In the CRM: \`CRM_RETENTION_DAYS\` after the last assessment. In HubSpot the product itself takes out scores, notes and tags, and sales delete contact and deal; in Salesforce sales delete all of it (see [deployment](../deploy.md)). On request all of it by the product. In copies of the database: \`DATABASE_HISTORY_DAYS\` more.`,
  ])
}

function processors(): string {
  return document('Processors and the places of the data (Art. 28 and 44 to 46 GDPR)', [
    ...table(
      ['who', 'where the company is', 'where the data lies', 'what it does', 'what it gets'],
      listRecipients(SETTINGS, WORDS).map(({ name, seat, location, does, gets }) => [
        name,
        seat ?? 'yours, or whose it is: complete it',
        location,
        does,
        list(gets),
      ]),
    ),
    '',
    'With each of them a contract on processing is needed; look whether it includes the EU’s standard contractual clauses. ' +
      'Of companies in the USA, look up whether they are certified under the [EU-US Data Privacy ' +
      'Framework](https://www.dataprivacyframework.gov/list), and note the day on which you did.',
  ])
}

const RISKS: readonly [risk: string, measure: string, left: string][] = [
  [
    'A stranger reads somebody’s result or contact details',
    'Results open for the browser that took the assessment or by an unguessable link; contact details are shown and written by that browser alone; the cookie is signed, `HttpOnly` and for this host alone',
    'Who gets a forwarded link sees scores and advice',
  ],
  [
    'Somebody enters another person’s address',
    'Results go to an address once; caps by address and network; every e-mail says how to stop; nothing that was typed goes into an e-mail',
    'One unasked e-mail',
  ],
  [
    'People are contacted who do not want it',
    'A box of its own, never ticked beforehand; every sender asks the stored purposes; withdrawal cancels what is queued',
    'What sales staff do outside of HubSpot',
  ],
  [
    'Data outlives its purpose',
    `A daily scrub after \`RETENTION_DAYS\`, unfinished assessments deleted after ${inWords(LIFETIMES.session)}; a log of every run, an alarm when one is missing; the catalogue’s tests`,
    `Copies of the database for \`DATABASE_HISTORY_DAYS\`; keyed hashes of erased addresses for ${inWords(LIFETIMES.retentionLog)}, for replays after a restore`,
  ],
  [
    'Data is taken at a processor',
    'Tokens of links and cookies are stored as hashes or not at all; network addresses as keyed hashes; the CRM gets only what was agreed to; logs and errors hold nothing personal',
    'Contact details lie in the database in clear for the retention',
  ],
  [
    'People are treated unfairly by the ranking',
    'A rule of three groups from what they gave here; it decides about nothing but the order of calls, which a person makes; it is explained in the notice, and can be objected to',
    'Low',
  ],
]

function riskAssessment(): string {
  return document('Assessment of risks, on a page (in the manner of Art. 35 GDPR)', [
    '**What is done.** People in companies answer sixteen questions about how their company works with AI, see a score and ' +
      'advice, and may leave an address for the result and, separately, details to be contacted. No special categories, no ' +
      'tracking, no data from elsewhere, no decisions by machine with legal effect.',
    '',
    '**Is it necessary and in proportion?** The assessment works without a name. Each further detail serves a purpose that ' +
      `is said where it is asked for ([record](record-of-processing.md)); after ${inWords(SETTINGS.retentionDays * DAY)} ` +
      '(`RETENTION_DAYS`) what identifies a person is removed.',
    '',
    '**Is a full assessment required?** As far as the product goes, none of the cases of Art. 35(3) applies: no systematic and ' +
      'extensive evaluation with legal effect, no special categories, no public monitoring. Check the list of your authority.',
    '',
    ...table(['risk', 'what is done against it', 'what is left'], RISKS),
  ])
}

function document(title: string, lines: readonly string[]): string {
  return `# ${title}\n\n${MADE}\n\n${lines.join('\n').trimEnd()}\n`
}

/** Columns as wide as their widest cell, as the formatter wants them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  const [first, ...others] = all
  return [line(first!), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)]
}
