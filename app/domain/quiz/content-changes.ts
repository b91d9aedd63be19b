import type { ScorecardSource } from './content-types.ts'

/** A text or number that differs between two states of a scorecard. */
export interface ContentChange {
  path: readonly string[]
  /** undefined: it was not there */
  before: string | undefined
  /** undefined: it is there no more */
  after: string | undefined
  /** It changes what an answer means or counts, or what a result says that was given already. */
  needsVersion: boolean
}

/** What is other in `after`, in its order, and then what it lacks. Neither slug nor version is looked at. */
export function contentChanges(before: ScorecardSource, after: ScorecardSource): ContentChange[] {
  const [was, is] = [leavesOf(before), leavesOf(after)]
  const inBoth = (language: string | undefined) =>
    language !== undefined && language in before.words && language in after.words
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)]
    if (old === now) return []
    const path = JSON.parse(key) as string[]
    return [{ path, before: old, after: now, needsVersion: changesResults(path, inBoth) }]
  })
}

/** Whether words are changed or gone that people may have agreed to. */
export function breaksConsent({ path: [top, , part], before }: ContentChange): boolean {
  return top === 'words' && part === 'consent' && before !== undefined
}

const IN_RESULTS: readonly unknown[] = ['areas', 'categories', 'strength']

/** Areas, questions, weights, limits, and all that results say in a language that both have. Everything else is wording. */
function changesResults(
  [top, second, third]: readonly string[],
  inBoth: (language: string | undefined) => boolean,
): boolean {
  if (top === 'scorecard') return IN_RESULTS.includes(second)
  return IN_RESULTS.includes(third) && inBoth(second)
}

/** Each text and number by its path, written as JSON. What has ids in a list goes by them, and their order is a text of its own. */
function leavesOf({ scorecard, words }: ScorecardSource): Map<string, string> {
  const { slug: _slug, version: _version, ...structure } = scorecard
  const found = new Map<string, string>()
  const visit = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) {
      if (value !== undefined) found.set(JSON.stringify(path), `${value as string | number}`)
    } else if (!Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key])
    } else if (value.every(hasId)) {
      found.set(JSON.stringify([...path, 'in order']), value.map(({ id }) => id).join(', '))
      for (const { id, ...inner } of value) visit(inner, [...path, id])
    } else if (value.some((each) => typeof each === 'object')) {
      for (const [index, each] of value.entries()) visit(each, [...path, `${index + 1}`])
    } else found.set(JSON.stringify(path), value.join(', '))
  }
  visit({ scorecard: structure, words }, [])
  return found
}

function hasId(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
}
