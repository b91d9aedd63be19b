/**
 * What of a migration's changes to tables loses data, or fails where there are rows: a migration is made, and tried out, on
 * an empty database.
 * @param sql as Prisma's schema engine writes it
 * @returns a sentence each, with the way out
 */
export function dataWarnings(sql: string): string[] {
  return sql.split(/;\n|;$/).flatMap((statement) => {
    const table = /\b(?:ALTER|DROP) TABLE "(\w+)"/.exec(statement)?.[1]
    if (table === undefined) return []
    if (/\bDROP TABLE /.test(statement)) return [`Drops table "${table}" with its data. ${renamed('TO')}`]
    const dropped = names(statement, /\bDROP COLUMN +"(\w+)"/g).map(
      (column) => `Drops column "${column}" of "${table}" with its data. ${renamed('COLUMN')}`,
    )
    const required = names(statement, /\bADD COLUMN +"(\w+)"(?=[^,]*\bNOT NULL)(?![^,]*\bDEFAULT\b)/g).map(
      (column) =>
        `Column "${column}" of "${table}" has no default, which fails where there are rows. ` +
        'Add it without NOT NULL, fill it, then set NOT NULL.',
    )
    return [...dropped, ...required]
  })
}

function renamed(what: string): string {
  return `If it was renamed, write ALTER TABLE ... RENAME ${what} in place of dropping one and adding another.`
}

function names(statement: string, pattern: RegExp): string[] {
  return [...statement.matchAll(pattern)].map(([, name = '']) => name)
}
