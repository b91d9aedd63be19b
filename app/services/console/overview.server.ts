import { healthPart } from '#app/data/health.server.ts'
import { type JobRow, jobsPart, overviewPart } from '#app/data/console/console-facts.server.ts'
import { funnelPeriodsPart } from '#app/data/console/funnel.server.ts'
import { COUNTED } from '#app/data/console/queue-figures.server.ts'
import { nameRule } from '#app/domain/console/filter-rules.ts'
import { funnelFilter } from '#app/domain/console/funnel-filters.ts'
import { readQuery } from '#app/domain/console/query.ts'
import {
  type Figure,
  type PageView,
  type Table,
  type Verdict,
  capped,
} from '#app/domain/console/page-view.ts'
import { readPeriod } from '#app/domain/console/period.ts'
import { spanInWords } from '#app/domain/console/format.ts'
import type { HealthProblem } from '#app/domain/health-problem.ts'
import { HEALTH_THRESHOLDS } from '#app/domain/limits.ts'
import { DAILY_JOBS, JOB_SCHEDULE, type JobName } from '#app/platform/job-schedule.ts'
import { judgeHealth } from '#app/services/check-health.server.ts'
import type { ShowPage } from './console-page.server.ts'
import { summarizeFunnel } from './funnel-summary.server.ts'
import { SCORECARD_OPTIONS, scorecardField, stepsOf } from './scorecard-filter.server.ts'
import { weekSection } from './week-section.server.ts'
import { explainProblem } from './explain-problem.server.ts'

/** Whether every promise is kept, by the thresholds of /health, and what to do where one is not. */
export const showOverview: ShowPage = async (read, { params, expected, now }) => {
  const { values, errors } = readQuery(params, { scorecard: nameRule })
  const week = readPeriod({ days: 7 }, now)!
  const rows = await read({
    health: healthPart,
    counts: overviewPart,
    jobs: jobsPart,
    funnel: funnelPeriodsPart(week, funnelFilter(values)),
  })
  const health = judgeHealth(rows.health[0]!, expected)
  const counts = rows.counts[0]!
  const verdicts = PROMISES.map((promise) => judge(promise, health.problems, { ...health, ...counts }))
  if (counts.doubledContacts + counts.doubledDeals > 0) markDoubled(verdicts)
  const kept = verdicts.every((verdict) => verdict.kept)
  return {
    title: 'Overview',
    lead: kept ? 'Every promise is kept.' : 'Something needs somebody: it is marked below, with what to do.',
    filters: SCORECARD_OPTIONS.length > 1 ? [scorecardField(params)] : undefined,
    errors,
    needsSomebody: !kept,
    sections: [
      { id: 'promises', title: 'Promises', verdicts },
      weekSection(summarizeFunnel(rows.funnel, stepsOf(values.scorecard)), values.scorecard),
      { id: 'today', title: 'What is happening', figures: figuresOf(counts) },
      { id: 'jobs', title: 'Scheduled jobs', table: jobTable(rows.jobs) },
    ],
  } satisfies PageView
}

type Facts = ReturnType<typeof judgeHealth> & {
  doubledContacts: number
  doubledDeals: number
  oldestPersonal: Date | null
}

interface PromiseWords {
  id: string
  promise: string
  /** the problems of /health that are about it */
  isAbout: (problem: HealthProblem) => boolean
  /** how it stands */
  sentence: (facts: Facts) => string
  href: string
}

const oneOf =
  (...problems: HealthProblem[]) =>
  (problem: HealthProblem) =>
    problems.includes(problem)
const waits = (seconds: number | null) =>
  seconds === null ? 'none waits' : `the oldest has waited ${spanInWords(seconds)}`

const PROMISES: readonly PromiseWords[] = [
  {
    id: 'lost',
    promise: 'No completed lead is lost',
    isAbout: oneOf('hubspot_not_configured', 'hubspot_queue', 'hubspot_paused', 'hubspot_dead'),
    sentence: ({ deadSyncs, oldestOpenSyncSeconds }) =>
      `${deadSyncs} given up; of those on their way to the CRM ${waits(oldestOpenSyncSeconds)}.`,
    href: '/ops/hubspot',
  },
  {
    id: 'doubled',
    promise: 'No lead is doubled in the CRM',
    isAbout: () => false,
    sentence: ({ doubledContacts, doubledDeals }) =>
      `Of the last seven days, ${doubledContacts} addresses have more than one contact, and ${doubledDeals} deals more than one assessment.`,
    href: '/ops/hubspot',
  },
  {
    id: 'retention',
    promise: 'No personal data outlives its retention',
    isAbout: oneOf(
      'expired_sessions',
      'unscrubbed_assessments',
      'crm_retention',
      'open_erasures',
      'dead_erasures',
      'open_withdrawals',
      'dead_withdrawals',
    ),
    sentence: ({ oldestPersonal, deadErasures, deadMarks }) =>
      `The oldest personal record is ${oldestPersonal ? `of ${oldestPersonal.toISOString().slice(0, 10)}` : 'gone: there is none'}; ` +
      `${deadErasures} erasures and ${deadMarks} withdrawals have to be finished by hand.`,
    href: '/ops/privacy',
  },
  {
    id: 'email',
    promise: 'What was asked for by e-mail arrives',
    isAbout: oneOf('email_queue', 'mail_paused', 'email_dead'),
    sentence: ({ deadEmails, oldestOpenEmailSeconds }) =>
      `${deadEmails} given up; of those on their way ${waits(oldestOpenEmailSeconds)}.`,
    href: '/ops/mail',
  },
  {
    id: 'runs',
    promise: 'The machinery runs',
    isAbout: (problem) => problem.startsWith('job:') || oneOf('database_read_only', 'time_zone')(problem),
    sentence: ({ database, problems }) => {
      const late = problems.filter((problem) => problem.startsWith('job:')).length
      return `The database is ${database === 'ok' ? 'in order' : database.replaceAll('_', ' ')}; ${late} scheduled jobs are late.`
    },
    href: '/ops#jobs',
  },
]

function judge(
  { isAbout, sentence, ...words }: PromiseWords,
  problems: readonly HealthProblem[],
  facts: Facts,
): Verdict {
  const broken = problems.filter(isAbout)
  return { ...words, kept: broken.length === 0, sentence: sentence(facts), todo: broken.map(explainProblem) }
}

function markDoubled(verdicts: Verdict[]): void {
  const at = verdicts.findIndex(({ id }) => id === 'doubled')
  verdicts[at] = {
    ...verdicts[at]!,
    kept: false,
    todo: [
      'Look for the addresses in the CRM, and merge what is one person: the sync follows a merge by itself.',
    ],
  }
}

interface Counts {
  completedToday: number
  completedThisWeek: number
  underWay: number
  leadsSentToday: number
  emailsSentToday: number
}

function figuresOf(counts: Counts): Figure[] {
  return [
    {
      id: 'completedToday',
      label: 'Completed in 24 hours',
      ...capped(counts.completedToday, COUNTED),
      definition: 'Assessments that were completed within the last 24 hours, whoever took them.',
      href: '/ops/leads',
    },
    {
      id: 'completedThisWeek',
      label: 'Completed in 7 days',
      ...capped(counts.completedThisWeek, COUNTED),
      definition: 'The same of the last seven times 24 hours.',
      href: '/ops/leads',
    },
    {
      id: 'underWay',
      label: 'Under way',
      ...capped(counts.underWay, COUNTED),
      definition: 'Assessments that were begun and can still be carried on: their session has not expired.',
    },
    {
      id: 'leadsSentToday',
      label: 'Leads sent in 24 hours',
      ...capped(counts.leadsSentToday, COUNTED),
      definition:
        'Rows of the CRM’s queue that were settled as sent within the last 24 hours; later details of a lead count again.',
      href: '/ops/leads?sync=synced',
    },
    {
      id: 'emailsSentToday',
      label: 'E-mails sent in 24 hours',
      ...capped(counts.emailsSentToday, COUNTED),
      definition: 'E-mails of every kind that the provider took within the last 24 hours.',
      href: '/ops/leads?email=sent',
    },
  ]
}

function jobTable(jobs: readonly JobRow[]): Table {
  const known = Object.fromEntries(jobs.map((job) => [job.job, job]))
  return {
    caption: 'When each job last came to a good end',
    columns: [
      { id: 'job', label: 'Job', kind: 'code' },
      { id: 'schedule', label: 'Schedule (UTC)', kind: 'code' },
      { id: 'succeededAt', label: 'Last success', kind: 'time' },
      { id: 'ago', label: 'Ago', kind: 'duration' },
      { id: 'limit', label: 'Late after', kind: 'duration' },
    ],
    rows: (Object.keys(JOB_SCHEDULE) as JobName[]).map((name) => {
      const { dailyJobSeconds, jobSeconds } = HEALTH_THRESHOLDS
      const limit = DAILY_JOBS.includes(name) ? dailyJobSeconds : jobSeconds
      const job = known[name]
      return {
        cells: {
          job: name,
          schedule: JOB_SCHEDULE[name],
          succeededAt: job?.succeededAt.toISOString() ?? null,
          ago: job?.seconds ?? null,
          limit,
        },
        tone:
          job === undefined ? ('wait' as const) : job.seconds > limit ? ('bad' as const) : ('good' as const),
      }
    }),
    empty: 'No job has run yet.',
  }
}
