/** What the setting CRM chooses from; the first is the usual one. */
export const CRM_IDS = ['hubspot', 'salesforce'] as const
export type CrmId = (typeof CRM_IDS)[number]
export const CRM_NAMES: Readonly<Record<CrmId, string>> = { hubspot: 'HubSpot', salesforce: 'Salesforce' }
