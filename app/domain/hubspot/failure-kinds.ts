import type { FaultOwner } from '#app/domain/fault-owner.ts'
import type { PauseReason } from '#app/domain/pause.ts'

interface FailureKind {
  owner: FaultOwner
  cause: (error: { status?: number | undefined; properties?: readonly string[] | undefined }) => string
  remedy: string
  /** at the first record that meets it; otherwise once several have, in a row */
  pauses?: PauseReason
}

export const BY_ITSELF = 'nothing to do, it is retried automatically'
const beyondRepair =
  'HubSpot will never take this lead: tell sales if it matters, then run `npm run hubspot:retry -- --id ... --dismiss`'
export const RESUMES = 'the sync resumes automatically'

const setUp = `run hubspot:setup to compare the property's type and options; ${RESUMES}`
const askHubspot =
  'it is retried automatically; where it lasts, ask HubSpot about the call by its id, which ' +
  '`npm run hubspot:status -- --id ...` shows'

/** Whose fault each kind of failure is. What HubSpot has to answer for which kind: `ANSWERS` in answer-kind.ts. */
export const FAILURE_KINDS = {
  // Nothing but these may end a row.
  invalid_email: {
    owner: 'record',
    cause: () => 'HubSpot does not accept the e-mail address',
    remedy: beyondRepair,
  },
  address_forgotten: {
    owner: 'record',
    cause: () => 'The address was forgotten before HubSpot could be asked for the contact',
    remedy:
      'if the person writes to you, look for their contact in HubSpot and delete it there; ' +
      'then run `npm run privacy:purge -- --done-by-hand RECEIPT`',
  },

  authentication: {
    owner: 'account',
    cause: () => 'HubSpot does not accept the access token',
    remedy: `set HUBSPOT_ACCESS_TOKEN to a valid token; ${RESUMES}`,
    pauses: 'authentication',
  },
  scope: {
    owner: 'account',
    cause: () => 'The access token lacks a permission',
    remedy: `grant crm.objects.contacts.read/write and crm.objects.deals.read/write; ${RESUMES}`,
    pauses: 'scope',
  },
  daily_limit: {
    owner: 'account',
    cause: () => "The portal's daily limit of API calls was reached",
    remedy:
      "nothing to do, the sync resumes at midnight in the portal's time zone; check whether another app uses up the limit",
    pauses: 'daily_limit',
  },
  property_missing: {
    owner: 'account',
    cause: ({ properties }) => `HubSpot has no property ${names(properties)}`,
    remedy: `run hubspot:setup; ${RESUMES}`,
    pauses: 'portal_settings',
  },
  property_read_only: {
    owner: 'account',
    cause: ({ properties }) => `HubSpot does not let the sync write ${names(properties)}`,
    remedy: `make the property writable in HubSpot's settings; ${RESUMES}`,
    pauses: 'portal_settings',
  },
  required_property_missing: {
    owner: 'account',
    cause: () => 'An administrator has made a property required in HubSpot that the sync does not send',
    remedy: `make it optional in HubSpot's settings; ${RESUMES}`,
    pauses: 'portal_settings',
  },
  pipeline_unknown: {
    owner: 'account',
    cause: ({ properties }) => `HubSpot does not know the deal pipeline or stage (${names(properties)})`,
    remedy: `correct HUBSPOT_PIPELINE and HUBSPOT_DEAL_STAGE (hubspot:setup lists them); ${RESUMES}`,
    pauses: 'portal_settings',
  },
  // All are free text or values of our own, so that it is what the portal made of the property.
  invalid_value: {
    owner: 'account',
    cause: ({ properties }) => `HubSpot does not accept the value of ${names(properties)}`,
    remedy: setUp,
  },

  conflict: {
    owner: 'provider',
    cause: () => 'Another record in HubSpot already has this unique value',
    remedy: 'it is retried automatically; where it lasts, look for the other record in HubSpot',
  },
  refused: {
    owner: 'provider',
    cause: ({ status }) => `HubSpot refused the record for a reason that is not known${statusOf(status)}`,
    remedy: askHubspot,
  },
  foreign_answer: {
    owner: 'provider',
    cause: ({ status }) =>
      `Something else answered in HubSpot's place, such as a firewall${statusOf(status)}`,
    remedy: `it is retried automatically; where it meets every lead, check HUBSPOT_BASE_URL and HUBSPOT_ACCESS_TOKEN`,
  },
  no_result: {
    owner: 'provider',
    cause: () => 'HubSpot answered without saying what became of the record',
    remedy: BY_ITSELF,
  },
  burst_limit: {
    owner: 'provider',
    cause: () => "The portal's ten-second limit was reached",
    remedy: BY_ITSELF,
  },
  locked: { owner: 'provider', cause: () => 'HubSpot had locked the record for a moment', remedy: BY_ITSELF },
  migrating: {
    owner: 'provider',
    cause: () => 'HubSpot is moving the portal to another data centre',
    remedy: BY_ITSELF,
    pauses: 'migrating',
  },
  server_error: {
    owner: 'provider',
    cause: ({ status }) => `HubSpot failed${statusOf(status)}`,
    remedy: BY_ITSELF,
  },
  unroutable: {
    owner: 'provider',
    cause: ({ status }) => `HubSpot's network does not know where to send the call${statusOf(status)}`,
    remedy: `check HUBSPOT_ACCESS_TOKEN, whose beginning names the data centre, and HUBSPOT_BASE_URL; ${RESUMES}`,
  },
  unexpected_status: {
    owner: 'provider',
    cause: ({ status }) => `HubSpot answered with status ${status}, which none of its calls should`,
    remedy: `check HUBSPOT_BASE_URL; ${RESUMES}`,
  },
  network: { owner: 'provider', cause: () => 'The connection to HubSpot broke', remedy: BY_ITSELF },
  timeout: { owner: 'provider', cause: () => 'HubSpot did not answer in time', remedy: BY_ITSELF },
  unreadable_answer: {
    owner: 'provider',
    cause: () => 'HubSpot answered with something that is not its API',
    remedy: BY_ITSELF,
  },

  payload_invalid: {
    owner: 'provider',
    cause: () => 'The queued payload has a version that this release does not know',
    remedy: 'deploy the release that wrote it; it is then sent automatically',
  },
  interrupted: {
    owner: 'provider',
    cause: () => 'The runs that took it were cut off before they ended',
    remedy: 'it is tried by itself now and then; find out what ends the runs (CPU limit, deployments)',
  },
  unknown: {
    owner: 'provider',
    cause: () => 'An unexpected error occurred',
    remedy: 'check the log for that time',
  },
} satisfies Record<string, FailureKind>

export type SyncErrorKind = keyof typeof FAILURE_KINDS

export function failureKind(kind: SyncErrorKind): FailureKind {
  return FAILURE_KINDS[kind]
}

export function isFailureKind(kind: string): kind is SyncErrorKind {
  return Object.hasOwn(FAILURE_KINDS, kind)
}

function names(properties: readonly string[] | undefined): string {
  if (!properties || properties.length === 0) return 'that it was sent'
  return properties.map((name) => `\`${name}\``).join(', ')
}

function statusOf(status: number | undefined): string {
  return status === undefined ? '' : ` (status ${status})`
}
