import type { Database } from '#app/data/database.server.ts'
import { countUnpermitted, listUnfinishedMarks, markQueue } from '#app/data/privacy/contact-marks.server.ts'
import { erasureQueue, listUnfinishedErasures } from '#app/data/privacy/erasures.server.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'
import {
  type RetentionRunRow,
  type RetentionStatus,
  readLastRuns,
  readRetentionStatus,
} from '#app/data/privacy/retention-status.server.ts'
import {
  type FailureGroup,
  type QueueCounts,
  countQueue,
  listFailures,
} from '#app/data/queue-status.server.ts'
import { explainSyncError } from '#app/domain/crm/explain-failure.ts'
import { decodeSyncError } from '#app/domain/crm/failure.ts'
import { compareCatalogue } from '#app/domain/privacy/catalogue/catalogue-check.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'

const RUNS_SHOWN = 3

type Unfinished = Awaited<ReturnType<typeof listUnfinishedErasures>>

export interface PrivacyReport {
  status: RetentionStatus
  /** those that HubSpot has not finished, with cause and remedy */
  erasures: {
    queue: QueueCounts
    failures: (FailureGroup & { explanation: string })[]
    unfinished: Unfinished
  }
  /** withdrawals, complaints and bounces that HubSpot has not heard of, with cause and remedy */
  marks: {
    queue: QueueCounts
    failures: (FailureGroup & { explanation: string })[]
    unfinished: Unfinished
    /** that HubSpot's permissions kept from being carried out in full */
    unpermitted: number
  }
  /** the latest runs of each job, newest first */
  runs: RetentionRunRow[]
  catalogueProblems: string[]
  /** personal data is past its retention, an erasure is a day old or has failed, or a column is not classified */
  needsSomebody: boolean
}

export async function reportPrivacy(db: Database, retentionDays: number): Promise<PrivacyReport> {
  const status = await readRetentionStatus(db, retentionDays)
  const runs = await readLastRuns(db, RUNS_SHOWN)
  const queue = await countQueue(db, erasureQueue)
  const failures = await listFailures(db, erasureQueue)
  const marks = await countQueue(db, markQueue)
  const catalogueProblems = compareCatalogue(RETENTION_CATALOGUE, await readLiveColumns(db))
  return {
    status,
    erasures: {
      queue,
      unfinished: await listUnfinishedErasures(db),
      failures: failures.map(explained),
    },
    marks: {
      queue: marks,
      failures: (await listFailures(db, markQueue)).map(explained),
      unfinished: await listUnfinishedMarks(db),
      unpermitted: await countUnpermitted(db),
    },
    runs,
    catalogueProblems,
    needsSomebody:
      catalogueProblems.length > 0 ||
      queue.dead > 0 ||
      marks.dead > 0 ||
      (marks.oldestOpenSeconds ?? 0) > HEALTH_THRESHOLDS.oldestOpenMarkSeconds ||
      (queue.oldestOpenSeconds ?? 0) > HEALTH_THRESHOLDS.oldestOpenErasureSeconds ||
      isOverdue(status),
  }
}

const explained = (group: FailureGroup) => ({
  ...group,
  explanation: explainSyncError(decodeSyncError(group.error)),
})

/** By the database's clock, which made the cutoff. */
function isOverdue({ cutoff, oldestPersonal }: RetentionStatus): boolean {
  const grace = HEALTH_THRESHOLDS.unscrubbedGraceSeconds * 1000
  return oldestPersonal !== null && oldestPersonal.getTime() < cutoff.getTime() - grace
}
