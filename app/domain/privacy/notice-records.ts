import type { ColumnEntry, TableEntry } from './catalogue/retention-catalogue.ts'

/** Each list holds every name once, in the catalogue's order. */
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

/** Made from the catalogue that the scrub and the export are tested against: it can only say what is done. */
export function privacyNotice(
  catalogue: Readonly<Record<string, TableEntry>>,
  retentionDays: number,
): NoticeRecord[] {
  return Object.values(catalogue)
    .filter(({ internal }) => !internal)
    .map(({ title, purpose, until, columns }) => {
      return {
        title,
        purpose,
        until: until.replaceAll('{days}', String(retentionDays)),
        personal: labelsOf(columns, 'personal'),
        pseudonymous: labelsOf(columns, 'pseudonymous'),
        besides: labelsOf(columns, 'none'),
        stays: labelsOf(columns, 'pseudonymous', 'kept'),
      }
    })
}

/** What the columns of a class hold, in words, and every word once. */
export function labelsOf(
  columns: Readonly<Record<string, ColumnEntry>>,
  wanted: ColumnEntry['class'],
  removal?: ColumnEntry['removal'],
): string[] {
  const entries = Object.values(columns)
    .flatMap(withPaths)
    .filter((entry) => removal === undefined || entry.removal === removal)
  return [...new Set(entries.flatMap(({ class: is, label }) => (is === wanted && label ? [label] : [])))]
}

export function inOneLine(names: readonly string[]): string {
  const [first = '', ...others] = names
  return [first, ...others.map((name) => name.charAt(0).toLowerCase() + name.slice(1))].join('; ')
}

function withPaths(entry: ColumnEntry): ColumnEntry[] {
  return [entry, ...Object.values(entry.paths ?? {}).flatMap(withPaths)]
}
