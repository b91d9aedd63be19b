type Values = Readonly<Record<string, string | null>>

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Whether all days of assessments that a contact has, at least one, are before this one. One that cannot be read may be later. */
export function isAged(properties: Values, dates: readonly string[], day: string): boolean {
  const held = dates.flatMap((name) => properties[name] || [])
  return held.length > 0 && held.every((value) => DAY.test(value) && value < day)
}

/** What empties these properties, as far as there is something in them. */
export function emptied(properties: Values, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.filter((name) => properties[name]).map((name) => [name, '']))
}
