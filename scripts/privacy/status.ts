import { compareCatalogue } from '#app/domain/privacy/catalogue/catalogue-check.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { decodeSyncError, explainSyncError } from '#app/domain/hubspot/failure.ts'
import { erasureQueue } from '#app/data/privacy/erasures.server.ts'
import { readLiveColumns } from '#app/data/privacy/live-columns.server.ts'
import {
  type RetentionRunRow,
  type RetentionStatus,
  readLastRuns,
  readRetentionStatus,
} from '#app/data/privacy/retention-status.server.ts'
import { type QueueCounts, countQueue, listFailures } from '#app/data/queue-status.server.ts'
import { failureLines } from '#scripts/status-lines.ts'
import { runPrivacyScript, type ScriptContext } from './settings.ts'

const RUNS_SHOWN = 3

/** `npm run privacy:status`: what is due, the oldest personal record, the last runs, and what comes. Counts and times. */
export async function showStatus({ db, label, settings, print }: ScriptContext): Promise<void> {
  const days = settings.RETENTION_DAYS
  const status = await readRetentionStatus(db, days)
  print(`${label}, retention ${days} days: personal data up to ${shown(status.cutoff)} is due`)
  const erasures = await countQueue(db, erasureQueue)
  for (const [name, value] of Object.entries({ ...figures(status), ...erasureFigures(erasures) })) {
    print(`  ${name.padEnd(34)} ${value}`)
  }
  const failures = (await listFailures(db, erasureQueue)).map((group) => ({
    ...group,
    explanation: explainSyncError(decodeSyncError(group.error)),
  }))
  for (const line of failureLines(failures)) print(`  ${line}`)

  print('Last runs')
  const runs = await readLastRuns(db, RUNS_SHOWN)
  if (runs.length === 0) print('  none yet')
  for (const run of runs) print(`  ${runLine(run)}`)

  const problems = compareCatalogue(RETENTION_CATALOGUE, await readLiveColumns(db))
  print(problems.length === 0 ? 'Catalogue: every column is classified' : 'Catalogue:')
  for (const problem of problems) print(`  ${problem}`)
}

function figures(status: RetentionStatus): Record<string, string | number> {
  return {
    'assessments due now': status.dueAssessments,
    'with queue rows': status.dueQueueRows,
    'with messages': status.dueMessages,
    'assessments due within a day': status.dueTomorrow,
    'assessments due within a week': status.dueThisWeek,
    'assessments not scrubbed yet': status.unscrubbed,
    'oldest personal record': shown(status.oldestPersonal),
    'sessions past their expiry': status.expiredSessions,
    'requests with a link that works': status.openRequests,
  }
}

function erasureFigures(queue: QueueCounts): Record<string, string | number> {
  return {
    'erasures open in HubSpot': queue.due + queue.waiting + queue.inFlight,
    'oldest of them': queue.oldestOpenSeconds === null ? 'none' : `${queue.oldestOpenSeconds} s`,
    'erasures that need somebody': queue.dead,
  }
}

function runLine({
  job,
  startedAt,
  finishedAt,
  affectedRows,
  outcome,
  oldestPersonalLeftAt,
}: RetentionRunRow): string {
  const took = finishedAt ? `${finishedAt.getTime() - startedAt.getTime()} ms` : 'never ended'
  const left = oldestPersonalLeftAt ? `, oldest personal record left ${shown(oldestPersonalLeftAt)}` : ''
  return `${shown(startedAt)}  ${job}: ${outcome}, ${affectedRows} rows, ${took}${left}`
}

function shown(time: Date | null): string {
  return time ? time.toISOString().replace('T', ' ').slice(0, 19) + ' UTC' : 'none'
}

if (import.meta.main) await runPrivacyScript(showStatus)
