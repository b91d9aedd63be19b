import { type HubspotClient, createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'
import { dealPlaces } from '#app/content/crm.ts'
import { ownersOf } from '#app/domain/hubspot/owner-rules.ts'
import { parseSettings } from '#app/platform/config.server.ts'
import type { SalesSetup } from '#app/services/crm/set-up-portal.server.ts'
import { givenSettings } from '#scripts/settings.ts'

/** What {@link choosePortal} reads, for the scripts' help. */
export const PORTAL_SETTINGS = {
  HUBSPOT_ACCESS_TOKEN:
    "the portal's token, from the environment or .dev.vars; without it: the local stand-in",
  HUBSPOT_BASE_URL: "another place of HubSpot's API",
  HUBSPOT_PIPELINE: 'the pipeline of deals (default)',
  HUBSPOT_DEAL_STAGE: 'their first stage (appointmentscheduled)',
  HUBSPOT_DEAL_AMOUNT: 'their amount (0)',
  HUBSPOT_WITHDRAWN_STAGE: 'the stage of those whose consent was withdrawn (none: they stay where they are)',
  HUBSPOT_UTM_PROPERTIES: 'true: the properties of utm tags as well (false)',
  HUBSPOT_OWNER_RULES: 'whose owners are looked for in the portal (none)',
  HUBSPOT_STANDIN_PORT: "the stand-in's port (8788); from the environment alone",
}

export interface Portal {
  hubspot: HubspotClient
  deal: DealSettings
  withdrawnStage: string | null
  sales: SalesSetup
  /** what to call it in messages */
  label: string
}

const STAND_IN_TOKEN = 'pat-local-standin'

/**
 * The portal that a script is meant for: the one of HUBSPOT_ACCESS_TOKEN, else the local stand-in. Nothing but what is
 * needed for that is read, so that it works where nothing else is set.
 * @throws ConfigError naming every malformed setting; Error when the stand-in does not run
 */
export async function choosePortal(): Promise<Portal> {
  const given = givenSettings()
  const standIn = given.HUBSPOT_ACCESS_TOKEN?.trim() ? null : await standInSettings()
  const settings = parseSettings({ ...standIn?.usual, ...given, ...standIn?.always }, [
    'HUBSPOT_ACCESS_TOKEN',
    'HUBSPOT_BASE_URL',
    'HUBSPOT_PIPELINE',
    'HUBSPOT_DEAL_STAGE',
    'HUBSPOT_DEAL_AMOUNT',
    'HUBSPOT_WITHDRAWN_STAGE',
    'HUBSPOT_UTM_PROPERTIES',
    'HUBSPOT_OWNER_RULES',
  ])
  const baseUrl = settings.HUBSPOT_BASE_URL
  if (standIn) await requireRunning(baseUrl)
  return {
    hubspot: createHubspotClient({ token: settings.HUBSPOT_ACCESS_TOKEN ?? STAND_IN_TOKEN, baseUrl }),
    deal: {
      pipeline: settings.HUBSPOT_PIPELINE,
      stage: settings.HUBSPOT_DEAL_STAGE,
      amount: settings.HUBSPOT_DEAL_AMOUNT,
      places: dealPlaces('hubspot'),
    },
    withdrawnStage: settings.HUBSPOT_WITHDRAWN_STAGE ?? null,
    sales: { utm: settings.HUBSPOT_UTM_PROPERTIES, owners: ownersOf(settings.HUBSPOT_OWNER_RULES) },
    label: standIn ? `${baseUrl} (HUBSPOT_ACCESS_TOKEN is not set: the local stand-in)` : baseUrl,
  }
}

async function standInSettings() {
  const { readPorts } = await import('#dev/launcher/ports.ts')
  const { hubspotStandIn } = readPorts(process.env)
  return {
    usual: { HUBSPOT_BASE_URL: `http://localhost:${hubspotStandIn}` },
    always: { HUBSPOT_ACCESS_TOKEN: STAND_IN_TOKEN },
  }
}

async function requireRunning(standIn: string): Promise<void> {
  const answer = await fetch(standIn).catch(() => null)
  await answer?.body?.cancel()
  if (answer) return
  throw new Error(
    `HUBSPOT_ACCESS_TOKEN is not set, and the local stand-in does not answer at ${standIn}. Set the token of the portal ` +
      'that is meant, or start the stand-in with npm run dev.',
  )
}
