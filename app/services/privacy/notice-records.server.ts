import type { ColumnName, PersonalTable } from '#app/domain/privacy/catalogue/names.ts'
import type { ColumnEntry, TableEntry } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import type { NoticeRecord } from '#app/domain/privacy/notice-facts.ts'
import type { Messages } from '#app/words/messages.ts'

type Words = Messages['records']

/** Made from the catalogue that the scrub and the export are tested against: it can only say what is done. */
export function privacyNotice(
  catalogue: Readonly<Record<string, TableEntry>>,
  retentionDays: number,
  { tables, columns: names }: Words,
): NoticeRecord[] {
  return (Object.keys(catalogue) as PersonalTable[])
    .filter((table) => !catalogue[table]!.internal)
    .map((table) => {
      const { columns } = catalogue[table]!
      const { title, purpose, until } = tables[table]
      const say = (wanted: ColumnEntry['class'], removal?: ColumnEntry['removal']) =>
        namesOf(columns, wanted, removal).map((name) => names[name])
      return {
        title,
        purpose,
        until: until(retentionDays),
        personal: say('personal'),
        pseudonymous: say('pseudonymous'),
        besides: say('none'),
        stays: say('pseudonymous', 'kept'),
      }
    })
}

/** What the columns of a class hold, each once. */
export function namesOf(
  columns: Readonly<Record<string, ColumnEntry>>,
  wanted: ColumnEntry['class'],
  removal?: ColumnEntry['removal'],
): ColumnName[] {
  const entries = Object.values(columns)
    .flatMap(withPaths)
    .filter((entry) => removal === undefined || entry.removal === removal)
  return [...new Set(entries.flatMap(({ class: is, name }) => (is === wanted && name ? [name] : [])))]
}

function withPaths(entry: ColumnEntry): ColumnEntry[] {
  return [entry, ...Object.values(entry.paths ?? {}).flatMap(withPaths)]
}
