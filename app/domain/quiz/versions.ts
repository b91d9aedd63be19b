/** Behind the version of a draft, wherever answers to one are stored: what it says may change under them. */
const DRAFT = '-draft'

export function draftVersion(version: string): string {
  return version + DRAFT
}

/** Whether these are answers to a draft: nobody's, in no figure, and in no CRM. */
export function isDraftVersion(version: string): boolean {
  return version.endsWith(DRAFT)
}

/** Negative where the first is the older one: `2026-11`, `2026-11.2`, `2026-12`. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)]
  return a.month === b.month ? a.number - b.number : a.month < b.month ? -1 : 1
}

function partsOf(version: string): { month: string; number: number } {
  const [month = '', number = '1'] = version.split('.')
  return { month, number: Number(number) }
}

/** The first that is free after `version`, in this month at the earliest. @param month such as `2026-12` */
export function nextVersion(version: string, month: string): string {
  const { month: last, number } = partsOf(version)
  return month > last ? month : `${last}.${number + 1}`
}
