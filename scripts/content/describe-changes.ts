import { type ContentChange, breaksConsent } from '#app/domain/quiz/content-changes.ts'

export interface ChangedVersions {
  published: string
  draft: string
  /** that is free */
  next: string
}

/** What is other than published, with what it means for the version, line by line. */
export function describeChanges(
  changes: readonly ContentChange[],
  { published, draft, next }: ChangedVersions,
): string[] {
  const results = changes.filter(({ needsVersion }) => needsVersion)
  const agreed = changes.filter(breaksConsent)
  const wording = changes.filter((change) => !change.needsVersion && !breaksConsent(change))
  if (changes.length === 0)
    return [draft === published ? `as ${published} is published` : `as ${published}, and called ${draft}`]
  const advice =
    agreed.length > 0
      ? 'may not be published: people have agreed to what is changed here, so write texts of a new day'
      : results.length === 0
        ? `${draft} may be published as it is`
        : draft === published
          ? `needs a new version: make it ${next} in scorecard.ts`
          : `is the new version ${draft}`
  return [
    `${advice} (${published} is published)`,
    ...(results.length === 0 ? [] : ['  changes results:', ...results.map(line)]),
    ...(agreed.length === 0 ? [] : ['  changes what people have agreed to:', ...agreed.map(line)]),
    ...(wording.length === 0
      ? []
      : ['  changes wording alone, which needs no new version:', ...wording.map(line)]),
  ]
}

function line({ path, before, after }: ContentChange): string {
  const where = path.slice(1).join(' > ')
  if (before === undefined) return `    + ${where}: ${after}`
  if (after === undefined) return `    - ${where}: ${before}`
  return `    ~ ${where}: ${before} -> ${after}`
}
