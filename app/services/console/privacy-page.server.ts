import { COUNTED, queueFiguresPart } from '#app/data/console/queue-figures.server.ts'
import { markQueue, unfinishedMarksPart } from '#app/data/privacy/contact-marks.server.ts'
import { erasureQueue, unfinishedErasuresPart } from '#app/data/privacy/erasures.server.ts'
import { liveColumnsPart } from '#app/data/privacy/live-columns.server.ts'
import {
  type RetentionRunRow,
  type RetentionStatus,
  lastRunsPart,
  retentionStatusPart,
} from '#app/data/privacy/retention-status.server.ts'
import { failuresPart } from '#app/data/queue-status.server.ts'
import { type Figure, type Section, type Table, capped } from '#app/domain/console/page-view.ts'
import { readQuery } from '#app/domain/console/query.ts'
import { DAY } from '#app/domain/duration.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'
import { compareCatalogue } from '#app/domain/privacy/catalogue/catalogue-check.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { explainStoredError } from '#app/services/crm/report-sync.server.ts'
import type { ShowPage } from './console-page.server.ts'
import { causesSection, queueFigures } from './queue-sections.server.ts'

const RUNS_SHOWN = 5

/** Whether personal data goes in time, what HubSpot has still to hear, and the proof of both. */
export const showPrivacy: ShowPage = async (read, { params, expected: { retentionDays } }) => {
  const { errors } = readQuery(params, {})
  const options = { atMost: COUNTED, only: ['pending', 'dead'] as const }
  const rows = await read({
    status: retentionStatusPart(retentionDays, COUNTED + 1),
    runs: lastRunsPart(RUNS_SHOWN),
    columns: liveColumnsPart,
    erasures: queueFiguresPart(erasureQueue),
    erasureFailures: failuresPart(erasureQueue, options),
    unfinishedErasures: unfinishedErasuresPart,
    marks: queueFiguresPart(markQueue),
    markFailures: failuresPart(markQueue, options),
    unfinishedMarks: unfinishedMarksPart,
  })
  const status = rows.status[0]!
  const problems = compareCatalogue(RETENTION_CATALOGUE, rows.columns)
  const figures = retentionFigures(status, retentionDays)
  const queues = [
    { id: 'erasures', title: 'Erasures in the CRM', many: 'erasures', queue: rows.erasures[0]! },
    {
      id: 'marks',
      title: 'Withdrawals, bounces and complaints',
      many: 'withdrawals and bounces',
      queue: rows.marks[0]!,
    },
  ].map(({ id, title, many, queue }) => queueSection(id, title, many, queue))
  const isBad = ({ tone }: Figure) => tone === 'bad'
  const bad = [...figures, ...queues.flatMap(({ figures: of }) => of ?? [])].some(isBad)
  return {
    title: 'Privacy and retention',
    lead: bad || problems.length > 0 ? 'Something needs somebody.' : 'Personal data goes in time.',
    errors,
    needsSomebody: bad || problems.length > 0,
    sections: [
      { id: 'retention', title: `Retention of ${retentionDays} days`, figures },
      ...queues,
      causesSection(
        [...rows.erasureFailures, ...rows.markFailures].map((group) => ({
          ...group,
          explanation: explainStoredError(group.error, group.status),
        })),
        null,
      ),
      byHandSection([
        ...rows.unfinishedErasures.map((row) => ({ ...row, kind: 'erasure' })),
        ...rows.unfinishedMarks.map((row) => ({ ...row, kind: 'withdrawal' })),
      ]),
      { id: 'runs', title: 'Proof of retention', table: runTable(rows.runs) },
      {
        id: 'catalogue',
        title: 'The catalogue',
        text:
          problems.length === 0
            ? `Each of the ${rows.columns.length} columns of the database is classified, and what is personal is removed.`
            : problems.join(' '),
      },
    ],
  }
}

function queueSection(
  id: string,
  title: string,
  many: string,
  queue: Parameters<typeof queueFigures>[0],
): Section {
  const lateAfterSeconds =
    id === 'erasures' ? HEALTH_THRESHOLDS.oldestOpenErasureSeconds : HEALTH_THRESHOLDS.oldestOpenMarkSeconds
  const figures = queueFigures(queue, { many, rowsOf: () => null, lateAfterSeconds })
  return { id, title, figures: figures.filter((figure) => figure.id !== 'awaiting') }
}

function retentionFigures(status: RetentionStatus, days: number): Figure[] {
  const grace = HEALTH_THRESHOLDS.unscrubbedGraceSeconds * 1000
  const { oldestPersonal, cutoff } = status
  const overdue = oldestPersonal !== null && oldestPersonal.getTime() < cutoff.getTime() - grace
  return [
    {
      id: 'oldestPersonal',
      label: 'Oldest personal record',
      value: oldestPersonal?.toISOString() ?? null,
      kind: 'time',
      definition: `When the oldest record was made that can still hold personal data. It is overdue past ${days} days and the ${Math.round(grace / 1000 / DAY)} day in which the nightly job runs.`,
      tone: overdue ? 'bad' : 'good',
    },
    {
      id: 'dueNow',
      label: 'Due to be scrubbed',
      ...capped(status.dueAssessments, COUNTED),
      definition: `Assessments older than ${days} days whose contact details are still here: the next nightly run clears them.`,
    },
    {
      id: 'dueTomorrow',
      label: 'Due tomorrow',
      ...capped(status.dueTomorrow, COUNTED),
      definition: 'Assessments that become due within the next 24 hours.',
    },
    {
      id: 'dueThisWeek',
      label: 'Due in 7 days',
      ...capped(status.dueThisWeek, COUNTED),
      definition: 'Assessments that become due within the next seven times 24 hours, tomorrow’s included.',
    },
    {
      id: 'unscrubbed',
      label: 'Not scrubbed yet',
      ...capped(status.unscrubbed, COUNTED),
      definition: 'All assessments that the scrub has not been over, due or not.',
    },
    {
      id: 'expiredSessions',
      label: 'Expired sessions',
      ...capped(status.expiredSessions, COUNTED),
      definition:
        'Assessments that were not finished and are past their expiry: they are deleted within minutes.',
    },
    {
      id: 'openRequests',
      label: 'Open requests',
      ...capped(status.openRequests, COUNTED),
      definition: 'People’s requests about their data whose link still works.',
    },
  ]
}

function byHandSection(rows: readonly { id: string; kind: string; contactIds: string[] }[]): Section {
  return {
    id: 'by-hand',
    title: 'To be finished by hand',
    text: 'Once it is done in the CRM: npm run privacy:purge -- --done-by-hand RECEIPT',
    table: {
      caption: 'Erasures and withdrawals that need somebody',
      columns: [
        { id: 'receipt', label: 'Receipt', kind: 'code' },
        { id: 'kind', label: 'What', kind: 'state' },
        { id: 'contacts', label: 'Contacts in the CRM', kind: 'code' },
      ],
      rows: rows.map(({ id, kind, contactIds }) => ({
        cells: { receipt: id, kind, contacts: contactIds.join(', ') || null },
        tone: 'bad' as const,
      })),
      empty: 'Nothing has to be finished by hand.',
    },
  }
}

function runTable(runs: readonly RetentionRunRow[]): Table {
  return {
    caption: `The last ${RUNS_SHOWN} runs of each job that removes`,
    columns: [
      { id: 'job', label: 'Job', kind: 'code' },
      { id: 'startedAt', label: 'Started', kind: 'time' },
      { id: 'seconds', label: 'Took', kind: 'duration' },
      { id: 'rows', label: 'Rows', kind: 'number' },
      { id: 'outcome', label: 'Outcome', kind: 'state' },
      { id: 'left', label: 'Oldest personal record left', kind: 'time' },
    ],
    rows: runs.map((run) => ({
      cells: {
        job: run.job,
        startedAt: run.startedAt.toISOString(),
        seconds: run.finishedAt === null ? null : (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000,
        rows: run.affectedRows,
        outcome: run.outcome,
        left: run.oldestPersonalLeftAt?.toISOString() ?? null,
      },
      tone: run.outcome === 'failed' ? 'bad' : run.outcome === 'partial' ? 'wait' : 'good',
    })),
    empty: 'No job has removed anything yet.',
  }
}
