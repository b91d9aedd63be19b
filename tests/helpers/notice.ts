import type { CrmId } from '#app/domain/crm-id.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { noticeFacts } from '#app/platform/company-settings.server.ts'
import { composeNotice } from '#app/services/privacy/compose-notice.server.ts'
import { listRecipients } from '#app/services/privacy/notice-recipients.server.ts'
import { messagesFor } from '#app/words/messages.ts'

export const CONFIGURED = {
  COMPANY_NAME: 'Example Works Ltd',
  COMPANY_ADDRESS: '1 Example Street, Springfield',
  PRIVACY_EMAIL: 'privacy@example.com',
  DATA_PROTECTION_OFFICER: 'Kim Sample, dpo@example.com',
  SUPERVISORY_AUTHORITY: 'Authority of Springfield',
  IMPRINT_URL: 'https://example.com/imprint',
  DATABASE_LOCATION: 'Frankfurt, Germany',
  DATABASE_HISTORY_DAYS: 7,
  MAIL_LOCATION: 'Dublin, Ireland',
  CRM_LOCATION: 'Berlin, Germany',
  CRM_RETENTION_DAYS: 730,
}
export const MAIL = { MAIL_FROM: 'a@example.com', MAIL_API_KEY: 're_test' }

export type NoticeSettings = Partial<typeof CONFIGURED> & {
  CRM?: CrmId
  TURNSTILE_SITE_KEY?: string
  EMBED_ORIGINS?: string[]
}

/** The notice of an installation with these settings that sends e-mails. */
export function sayIn(language: Language, settings: NoticeSettings) {
  const facts = noticeFacts({ ...settings, ...MAIL, RETENTION_DAYS: 45 })
  const sections = composeNotice(facts, messagesFor(language))
  const textOf = (id: string) => JSON.stringify(sections.find((section) => section.id === id))
  return { sections, textOf, all: JSON.stringify(sections) }
}

/** Who gets data from an installation with these settings. */
export function recipientsIn(language: Language, settings: object) {
  return listRecipients(noticeFacts({ ...settings, RETENTION_DAYS: 45 }), messagesFor(language))
}
