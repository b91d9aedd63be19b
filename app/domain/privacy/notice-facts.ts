import type { CrmId } from '#app/domain/crm-id.ts'

export const NEON = 'Neon'

/** In place of a data protection officer's name, where the law asks for none. */
export const DPO_NOT_REQUIRED = 'none'

/** What the notice says of this installation; null is not stated. */
export interface NoticeFacts {
  company: string | null
  address: string | null
  privacyEmail: string | null
  contactUrl: string | null
  imprintUrl: string | null
  /** name and how to reach them, or {@link DPO_NOT_REQUIRED} */
  officer: string | null
  authority: string | null
  databaseProvider: string
  databaseLocation: string | null
  /** how far back the database can be restored */
  historyDays: number | null
  mailProvider: 'resend' | 'cloudflare' | null
  mailLocation: string | null
  /** sites that may show the assessment */
  embedHosts: readonly string[]
  /** other systems that webhooks go to: their host names */
  webhookHosts: readonly string[]
  webhookLocation: string | null
  /** where contacts go */
  crm: CrmId
  crmLocation: string | null
  crmRetentionDays: number | null
  retentionDays: number
  turnstile: boolean
}

export interface NoticeEntry {
  term: string
  texts: readonly string[]
  /** a link of the last text's */
  href?: string
}

export interface NoticeSection {
  id: string
  title: string
  texts: readonly string[]
  entries: readonly NoticeEntry[]
}

export interface UnsaidSetting {
  setting: string
  /** what the notice does not say */
  says: string
}

/** What is held in one table, in words; each list holds every name once, in the catalogue's order. */
export interface NoticeRecord {
  title: string
  purpose: string
  until: string
  personal: string[]
  /** lead to a person only together with something else */
  pseudonymous: string[]
  besides: string[]
  /** outlast the removal */
  stays: string[]
}
