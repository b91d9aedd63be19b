import type { HubspotFormsClient } from '#app/clients/hubspot/client.server.ts'
import type { OwnerRule } from '#app/domain/hubspot/owner-rules.ts'

export interface FollowUpSettings {
  siteUrl: string
  /** whether sales get a note */
  notes: boolean
  /** null: no form is submitted */
  form: FormSettings | null
  /** none: nobody is assigned */
  ownerRules: readonly OwnerRule[]
}

export interface FormSettings {
  client: HubspotFormsClient
  portalId: string
  formId: string
  company: string | null
}
