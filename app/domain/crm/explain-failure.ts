import type { SyncError } from './failure.ts'
import type { SyncErrorKind } from './failure-kinds.ts'

interface Words {
  cause: (error: Pick<SyncError, 'status' | 'properties'>) => string
  remedy: string
}

const BY_ITSELF = 'nothing to do, it is retried automatically'
const beyondRepair =
  'HubSpot will never take this lead: tell sales if it matters, then run `npm run hubspot:retry -- --id ... --dismiss`'
const RESUMES = 'the sync resumes automatically'

const setUp = `run hubspot:setup to compare the property's type and options; ${RESUMES}`
const askHubspot =
  'it is retried automatically; where it lasts, ask HubSpot about the call by its id, which ' +
  '`npm run hubspot:status -- --id ...` shows'

const WORDS: Record<SyncErrorKind, Words> = {
  invalid_email: {
    cause: () => 'HubSpot does not accept the e-mail address',
    remedy: beyondRepair,
  },
  address_forgotten: {
    cause: () => 'The address was forgotten before HubSpot could be asked for the contact',
    remedy:
      'if the person writes to you, look for their contact in HubSpot and delete it there; ' +
      'then run `npm run privacy:purge -- --done-by-hand RECEIPT`',
  },
  nothing_found: {
    cause: () => 'HubSpot has nothing any more of what was sent there',
    remedy:
      'look in HubSpot for the contacts whose ids `npm run privacy:status` shows, and among the deleted ones, and delete what ' +
      'is left of the person; then run `npm run privacy:purge -- --done-by-hand RECEIPT`',
  },
  other_contact: {
    cause: () => 'The assessment has, or had, a contact under another address, which may be somebody else',
    remedy:
      'look at the contacts whose ids `npm run privacy:status` shows (none: search for the names), remove what is of the ' +
      'person; then run `npm run privacy:purge -- --done-by-hand RECEIPT`',
  },

  no_contact_consent: {
    cause: () => 'The person has not agreed to be contacted, so that nothing goes to HubSpot',
    remedy: 'nothing to do: it is sent by itself once they agree on the results page',
  },

  draft: {
    cause: () => 'The answers are to a draft that somebody has looked at, and go to nobody',
    remedy: 'nothing to do',
  },

  authentication: {
    cause: () => 'HubSpot does not accept the access token',
    remedy: `set HUBSPOT_ACCESS_TOKEN to a valid token; ${RESUMES}`,
  },
  scope: {
    cause: () => 'The access token lacks a permission',
    remedy: `grant crm.objects.contacts.read/write and crm.objects.deals.read/write; ${RESUMES}`,
  },
  daily_limit: {
    cause: () => "The portal's daily limit of API calls was reached",
    remedy:
      "nothing to do, the sync resumes at midnight in the portal's time zone; check whether another app uses up the limit",
  },
  property_missing: {
    cause: ({ properties }) => `HubSpot has no property ${names(properties)}`,
    remedy: `run hubspot:setup; ${RESUMES}`,
  },
  property_read_only: {
    cause: ({ properties }) => `HubSpot does not let the sync write ${names(properties)}`,
    remedy: `make the property writable in HubSpot's settings; ${RESUMES}`,
  },
  required_property_missing: {
    cause: () => 'An administrator has made a property required in HubSpot that the sync does not send',
    remedy: `make it optional in HubSpot's settings; ${RESUMES}`,
  },
  pipeline_unknown: {
    cause: ({ properties }) => `HubSpot does not know the deal pipeline or stage (${names(properties)})`,
    remedy: `correct HUBSPOT_PIPELINE and HUBSPOT_DEAL_STAGE (hubspot:setup lists them); ${RESUMES}`,
  },
  storage_full: {
    cause: () => 'Salesforce has no room left for records',
    remedy: `delete what is not needed, or buy storage; ${RESUMES}`,
  },
  duplicate_rule: {
    cause: () => 'A duplicate rule in Salesforce blocks the lead',
    remedy: `let the rule (Setup > Duplicate Rules) allow what the integration user creates; ${RESUMES}`,
  },
  invalid_value: {
    cause: ({ properties }) => `HubSpot does not accept the value of ${names(properties)}`,
    remedy: setUp,
  },

  conflict: {
    cause: () => 'Another record in HubSpot already has this unique value',
    remedy: 'it is retried automatically; where it lasts, look for the other record in HubSpot',
  },
  refused: {
    cause: ({ status }) => `HubSpot refused the record for a reason that is not known${statusOf(status)}`,
    remedy: askHubspot,
  },
  foreign_answer: {
    cause: ({ status }) =>
      `Something else answered in HubSpot's place, such as a firewall${statusOf(status)}`,
    remedy: `it is retried automatically; where it meets every lead, check HUBSPOT_BASE_URL and HUBSPOT_ACCESS_TOKEN`,
  },
  no_result: {
    cause: () => 'HubSpot answered without saying what became of the record',
    remedy: BY_ITSELF,
  },
  burst_limit: {
    cause: () => "The portal's ten-second limit was reached",
    remedy: BY_ITSELF,
  },
  locked: { cause: () => 'HubSpot had locked the record for a moment', remedy: BY_ITSELF },
  migrating: {
    cause: () => 'HubSpot is moving the portal to another data centre',
    remedy: BY_ITSELF,
  },
  server_error: {
    cause: ({ status }) => `HubSpot failed${statusOf(status)}`,
    remedy: BY_ITSELF,
  },
  unroutable: {
    cause: ({ status }) => `HubSpot's network does not know where to send the call${statusOf(status)}`,
    remedy: `check HUBSPOT_ACCESS_TOKEN, whose beginning names the data centre, and HUBSPOT_BASE_URL; ${RESUMES}`,
  },
  unexpected_status: {
    cause: ({ status }) => `HubSpot answered with status ${status}, which none of its calls should`,
    remedy: `check HUBSPOT_BASE_URL; ${RESUMES}`,
  },
  network: { cause: () => 'The connection to HubSpot broke', remedy: BY_ITSELF },
  timeout: { cause: () => 'HubSpot did not answer in time', remedy: BY_ITSELF },
  unreadable_answer: {
    cause: () => 'HubSpot answered with something that is not its API',
    remedy: BY_ITSELF,
  },

  payload_invalid: {
    cause: () => 'The queued payload has a version that this release does not know',
    remedy: 'deploy the release that wrote it; it is then sent automatically',
  },
  interrupted: {
    cause: () => 'The runs that took it were cut off before they ended',
    remedy: 'it is tried by itself now and then; find out what ends the runs (CPU limit, deployments)',
  },
  unknown: {
    cause: () => 'An unexpected error occurred',
    remedy: 'check the log for that time',
  },
}

/** What the failure passed over: an open lead, a dead one, or a script. */
export type FailedWork = keyof typeof onceOver
const retry = 'run `npm run hubspot:retry -- --all-dead`'
const onceOver = {
  open: BY_ITSELF,
  dead: `once that is over, ${retry}`,
  script: 'once that is over, run this again',
}
const afterwards = { open: RESUMES, dead: `then ${retry}`, script: 'then run this again' }

const setUpSalesforce = `run crm:check, which names the fields, and make them in Setup; ${RESUMES}`

/** Where the way out is another one than HubSpot's. */
const IN_SALESFORCE: Partial<Record<SyncErrorKind, string>> = {
  authentication: `set SALESFORCE_URL, SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET to those of the connected app, whose client credentials flow runs as a user; ${RESUMES}`,
  scope: `give the integration user read, create, edit and delete of Contact, Opportunity and Task, and "API Enabled"; ${RESUMES}`,
  daily_limit: 'nothing to do, it is tried each hour; check whether another app uses up the limit',
  property_missing: setUpSalesforce,
  property_read_only: `give the integration user access to the field in Setup; ${RESUMES}`,
  required_property_missing: `make the field optional, or give it a default value, in Setup; ${RESUMES}`,
  pipeline_unknown: `correct SALESFORCE_STAGE and SALESFORCE_RECORD_TYPE (crm:check lists them); ${RESUMES}`,
  invalid_value: `compare the field's type, and validation rules, in Setup; ${RESUMES}`,
  refused: BY_ITSELF,
  foreign_answer: 'it is retried automatically; where it meets every lead, check SALESFORCE_URL',
  unexpected_status: `check SALESFORCE_URL; ${RESUMES}`,
}

function wordsOfSalesforce(kind: SyncErrorKind): Words {
  const { cause, remedy } = WORDS[kind]
  return {
    cause: (error) => inSalesforce(cause(error)),
    remedy: inSalesforce(IN_SALESFORCE[kind] ?? remedy),
  }
}

const inSalesforce = (text: string) =>
  text
    .replaceAll("HubSpot's network", "Salesforce's network")
    .replaceAll('HubSpot', 'Salesforce')
    .replaceAll('the access token', "the connected app's credentials")
    .replaceAll('The access token', 'The integration user')
    .replace("The portal's", "The organization's")
    .replaceAll('property', 'field')

/** E.g. "HubSpot has no property `ai_lead_quality`: run hubspot:setup; the sync resumes automatically". */
export function explainSyncError(error: SyncError, work: FailedWork = 'open'): string {
  const { cause, remedy } = error.crm === 'salesforce' ? wordsOfSalesforce(error.kind) : WORDS[error.kind]
  const advice = remedy === BY_ITSELF ? onceOver[work] : remedy.replace(RESUMES, afterwards[work])
  return `${cause(error)}: ${advice}`
}

function names(properties: readonly string[] | undefined): string {
  if (!properties || properties.length === 0) return 'that it was sent'
  return properties.map((name) => `\`${name}\``).join(', ')
}

function statusOf(status: number | undefined): string {
  return status === undefined ? '' : ` (status ${status})`
}
