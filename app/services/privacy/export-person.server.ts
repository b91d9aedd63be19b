import type { Database } from '#app/data/database.server.ts'
import { readPersonRows, wasReplacedByAnother } from '#app/data/privacy/person.server.ts'
import { type PersonExport, personExport } from '#app/domain/privacy/person-export.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { hashAddress } from '#app/platform/address-hash.server.ts'

export interface ExportSettings {
  hashSecrets: readonly string[]
  retentionDays: number
  now: Date
  /** null when HubSpot does not answer */
  readHubspotContact: (email: string) => Promise<Record<string, string>[] | null>
}

/** The same file for every post of the link: what is held then. */
export async function exportPerson(
  db: Database,
  email: string,
  { hashSecrets, retentionDays, now, readHubspotContact }: ExportSettings,
): Promise<PersonExport> {
  const { erased, recipient } = await hashAddress(hashSecrets, email)
  const rows = await readPersonRows(db, RETENTION_CATALOGUE, email, [...erased, ...recipient])
  const replaced = await wasReplacedByAnother(db, email, recipient)
  const contacts = await readHubspotContact(email)
  return personExport(RETENTION_CATALOGUE, rows, { email, now, retentionDays, contacts, replaced })
}
