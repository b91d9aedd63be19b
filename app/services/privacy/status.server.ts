import type { Database } from '#app/data/database.server.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'
import {
  type RetentionRunRow,
  type RetentionStatus,
  readLastRuns,
  readRetentionStatus,
} from '#app/data/privacy/retention-status.server.ts'
import { decodeSyncError, explainSyncError } from '#app/domain/hubspot/failure.ts'
import { compareCatalogue } from '#app/domain/privacy/catalogue/catalogue-check.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const RUNS_SHOWN = 3

/** What operations see of personal data: counts and times. */
export interface PrivacyReport {
  status: RetentionStatus
  /** cause and remedy of what keeps erasures open in HubSpot */
  erasureExplanation: string | null
  /** the latest runs of each job, newest first */
  runs: RetentionRunRow[]
  /** where the catalogue and the database disagree, a sentence each */
  catalogueProblems: string[]
  /**
   * Somebody has to do something: personal data is past its retention, an erasure has been open for a day or could not be
   * finished, or a column is not classified.
   */
  needsSomebody: boolean
}

export async function reportPrivacy(db: Database, retentionDays: number): Promise<PrivacyReport> {
  const status = await readRetentionStatus(db, retentionDays)
  const runs = await readLastRuns(db, RUNS_SHOWN)
  const catalogueProblems = compareCatalogue(RETENTION_CATALOGUE, await readLiveColumns(db))
  return {
    status,
    erasureExplanation: status.lastErasureError && explainSyncError(decodeSyncError(status.lastErasureError)),
    runs,
    catalogueProblems,
    needsSomebody:
      catalogueProblems.length > 0 || status.failedErasures > 0 || isOverdue(status, retentionDays),
  }
}

/** By the database's clock, which made the cutoff. */
function isOverdue(
  { cutoff, oldestPersonal, oldestOpenErasure }: RetentionStatus,
  retentionDays: number,
): boolean {
  const now = cutoff.getTime() + retentionDays * DAY_MS
  const isOlder = (time: Date | null, than: number) => time !== null && time.getTime() < than
  return (
    isOlder(oldestPersonal, cutoff.getTime() - HEALTH_THRESHOLDS.unscrubbedGraceSeconds * 1000) ||
    isOlder(oldestOpenErasure, now - HEALTH_THRESHOLDS.oldestOpenErasureSeconds * 1000)
  )
}
