import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Day } from '#app/domain/day.ts'
import type { ScorecardSource } from '#app/domain/quiz/content-types.ts'
import { formatted } from '#scripts/formatted.ts'

/** A published version: structure and words of each language, as they were then. */
export interface Snapshot extends ScorecardSource {
  /** of what it says: who edits the file by hand is found out */
  hash: string
  /** when its version was published first, and the one before was over */
  publishedOn: Day
}

export const versionsFolder = (path: string) => join(path, 'versions')

export function hashOf({ scorecard, words }: ScorecardSource): string {
  return createHash('sha256').update(JSON.stringify({ scorecard, words })).digest('hex')
}

/** The text of a version's file. */
export function snapshotText(source: ScorecardSource, publishedOn: Day): Promise<string> {
  const { scorecard, words } = source
  return formatted(JSON.stringify({ hash: hashOf(source), publishedOn, scorecard, words }), 'version.json')
}
