import type { Database } from '#app/data/database.server.ts'
import { readPersonRows, wasReplacedByAnother } from '#app/data/privacy/person.server.ts'
import { usePrivacyLink } from '#app/data/privacy/requests.server.ts'
import { type PersonExport, personExport } from '#app/domain/privacy/person-export.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'
import type { PrivacyLink } from './open-link.server.ts'

export interface ExportSettings {
  hashSecrets: readonly string[]
  retentionDays: number
  now: Date
  /** null when HubSpot does not answer */
  readHubspotContact: (email: string) => Promise<Record<string, string>[] | null>
}

/** The link is used up only once the file is made. Null when somebody has used it meanwhile. */
export async function exportPerson(
  db: Database,
  { email, tokenHash }: Pick<PrivacyLink, 'email' | 'tokenHash'>,
  { hashSecrets, retentionDays, now, readHubspotContact }: ExportSettings,
): Promise<PersonExport | null> {
  const { erased, recipient } = await hashAddress(hashSecrets, email)
  const rows = await readPersonRows(db, RETENTION_CATALOGUE, email, [...erased, ...recipient])
  const replaced = await wasReplacedByAnother(db, email, recipient)
  const contacts = await readHubspotContact(email)
  const file = personExport(RETENTION_CATALOGUE, rows, { email, now, retentionDays, contacts, replaced })
  return (await usePrivacyLink(db, tokenHash)) === null ? null : file
}
