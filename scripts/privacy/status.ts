import { type PrivacyReport, reportPrivacy } from '#app/services/privacy/report-privacy.server.ts'
import { counted } from '#scripts/counted.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { runScript } from '#scripts/run-script.ts'
import { RETENTION_SETTING, readSettings } from '#scripts/settings.ts'
import { failureLines } from '#scripts/status-lines.ts'

type RetentionStatus = PrivacyReport['status']

await runScript({
  name: 'privacy:status',
  does:
    'shows what personal data is due and what will be, the oldest personal record, the last runs of the jobs, erasures ' +
    'and withdrawals that wait for the CRM, and whether every column is classified. Reads only; counts and times.',
  settings: { ...DATABASE_SETTINGS, ...RETENTION_SETTING },
  exits: {
    0: 'nothing to do',
    1:
      'somebody has to do something: personal data is past its retention, an erasure or withdrawal has been open for a day or could ' +
      'not be finished, or a column is not classified; or it failed',
  },
  run: async () => {
    const { RETENTION_DAYS: days } = readSettings(['RETENTION_DAYS'])
    return withDatabase(async ({ db, label }) => {
      const report = await reportPrivacy(db, days)
      const title = `${label}, retention ${counted(days, 'day')}: personal data up to ${shown(report.status.cutoff)} is due`
      console.log([title, ...linesOf(report)].join('\n'))
      return !report.needsSomebody
    })
  },
})

function linesOf({ status, erasures, marks, runs, catalogueProblems }: PrivacyReport): string[] {
  return [
    ...Object.entries({ ...figures(status), ...erasureFigures(erasures.queue), ...markFigures(marks) }).map(
      ([name, value]) => `  ${name.padEnd(34)} ${value}`,
    ),
    ...failureLines(erasures.failures).map((line) => `  ${line}`),
    ...failureLines(marks.failures).map((line) => `  ${line}`),
    ...erasures.unfinished.map((erasure) => `  erasure ${unfinishedLine(erasure)}`),
    ...marks.unfinished.map((mark) => `  withdrawal ${unfinishedLine(mark)}`),
    'Last runs',
    ...(runs.length === 0 ? ['  none yet'] : runs.map((run) => `  ${runLine(run)}`)),
    catalogueProblems.length === 0 ? 'Catalogue: every column is classified' : 'Catalogue:',
    ...catalogueProblems.map((problem) => `  ${problem}`),
  ]
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

function erasureFigures(queue: PrivacyReport['erasures']['queue']): Record<string, string | number> {
  return {
    'erasures open in the CRM': queue.due + queue.waiting + queue.inFlight,
    'oldest erasure open': queue.oldestOpenSeconds === null ? 'none' : `${queue.oldestOpenSeconds} s ago`,
    'erasures that need somebody': queue.dead,
  }
}

function unfinishedLine({ id, contactIds }: PrivacyReport['erasures']['unfinished'][number]): string {
  const where = contactIds.length > 0 ? `the CRM had the contact ${contactIds.join(', ')}` : 'no id is known'
  return `${id}: ${where}`
}

function markFigures({ queue, unpermitted }: PrivacyReport['marks']): Record<string, string | number> {
  return {
    'withdrawals and bounces to be told': queue.due + queue.waiting + queue.inFlight,
    'oldest withdrawal open': queue.oldestOpenSeconds === null ? 'none' : `${queue.oldestOpenSeconds} s ago`,
    'withdrawals that need somebody': queue.dead,
    'not permitted in full, in 30 days':
      unpermitted === 0 ? 0 : `${unpermitted}: grant the token communication_preferences.read_write`,
  }
}

function runLine({
  job,
  startedAt,
  finishedAt,
  affectedRows,
  outcome,
  oldestPersonalLeftAt,
}: PrivacyReport['runs'][number]): string {
  const took = finishedAt ? `${finishedAt.getTime() - startedAt.getTime()} ms` : 'never ended'
  const left = oldestPersonalLeftAt ? `, oldest personal record left ${shown(oldestPersonalLeftAt)}` : ''
  return `${shown(startedAt)}  ${job}: ${outcome}, ${counted(affectedRows, 'row')}, ${took}${left}`
}

function shown(time: Date | null): string {
  return time ? time.toISOString().replace('T', ' ').slice(0, 19) + ' UTC' : 'none'
}
