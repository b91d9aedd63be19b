import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type HubspotClient, createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import type { DealSettings } from '#app/domain/hubspot/mapping.ts'

export interface HubspotTarget {
  hubspot: HubspotClient
  deal: DealSettings
  /** what to call it in messages */
  label: string
}

const LOCAL_TOKEN = 'pat-local-standin'

/**
 * The portal that a script is meant for: from the environment, else from `.dev.vars`, else the local stand-in. Only what
 * these scripts need is read, so that they run where nothing else is configured.
 */
export function hubspotTarget(env: NodeJS.ProcessEnv = process.env, file = '.dev.vars'): HubspotTarget {
  const local = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  const setting = (name: string): string | undefined => env[name] || local[name] || undefined
  const token = setting('HUBSPOT_ACCESS_TOKEN')
  const standIn = `http://localhost:${env.HUBSPOT_STANDIN_PORT || 8788}`
  const baseUrl = setting('HUBSPOT_BASE_URL') ?? (token ? 'https://api.hubapi.com' : standIn)
  return {
    hubspot: createHubspotClient({ token: token ?? LOCAL_TOKEN, baseUrl }),
    deal: {
      pipeline: setting('HUBSPOT_PIPELINE') ?? 'default',
      stage: setting('HUBSPOT_DEAL_STAGE') ?? 'appointmentscheduled',
      amount: Number(setting('HUBSPOT_DEAL_AMOUNT') ?? 0),
    },
    label: token ? baseUrl : `${baseUrl} (HUBSPOT_ACCESS_TOKEN is not set: the local stand-in)`,
  }
}
