import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { createSalesforceClient } from '#app/clients/salesforce/client.server.ts'
import type { CrmId } from '#app/domain/crm-id.ts'
import type { Crm } from '#app/domain/crm/crm.ts'
import type { TextSettings } from '#app/platform/config.server.ts'

export const CRM_CLIENT_SETTINGS = [
  'CRM',
  'HUBSPOT_ACCESS_TOKEN',
  'HUBSPOT_BASE_URL',
  'SALESFORCE_URL',
  'SALESFORCE_CLIENT_ID',
  'SALESFORCE_CLIENT_SECRET',
  'SALESFORCE_RECORD_TYPE',
] as const

export type CrmClientSettings = Pick<TextSettings, (typeof CRM_CLIENT_SETTINGS)[number]>

/** The client of the CRM that leads go to; null without its credentials. @param sent names of all that contacts have from here */
export function createCrmClient(settings: CrmClientSettings, sent: readonly string[]): Crm | null {
  return CLIENTS[settings.CRM](settings, sent)
}

const CLIENTS: Record<CrmId, (settings: CrmClientSettings, sent: readonly string[]) => Crm | null> = {
  hubspot: ({ HUBSPOT_ACCESS_TOKEN: token, HUBSPOT_BASE_URL: baseUrl }) =>
    token === undefined ? null : createHubspotClient({ token, baseUrl }),
  salesforce: ({ SALESFORCE_URL: url, SALESFORCE_RECORD_TYPE: recordType, ...settings }, sent) => {
    const { SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret } = settings
    if (url === undefined || clientId === undefined || clientSecret === undefined) return null
    const recordTypes = recordType !== undefined
    return createSalesforceClient({ url, clientId, clientSecret, recordTypes, sent })
  },
}
