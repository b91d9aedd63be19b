interface ProblemWords {
  see: string
  means: string
}

/** What /health can report and an alert can be about, by name; job problems have the job's name behind a colon. */
export const HEALTH_PROBLEMS = {
  configuration: { see: 'npm run check:config', means: 'A setting of the Worker is missing or malformed' },
  database: { see: 'npm run db:migrate', means: 'The database does not answer' },
  database_read_only: { see: 'npm run db:migrate', means: 'The database takes no writes' },
  time_zone: { see: 'npm run db:migrate', means: 'The database’s sessions are not UTC' },
  hubspot_not_configured: {
    see: 'npx wrangler secret put HUBSPOT_ACCESS_TOKEN',
    means: 'Leads wait, and the Worker has no credentials for the CRM any more',
  },
  hubspot_queue: { see: 'npm run hubspot:status', means: 'A lead waits for the CRM for too long' },
  hubspot_paused: { see: 'npm run hubspot:status', means: 'A kind of call to the CRM fails for all leads' },
  hubspot_dead: { see: 'npm run hubspot:status', means: 'A lead was given up: the CRM will never take it' },
  email_queue: { see: 'npm run mail:status', means: 'An e-mail waits for too long' },
  mail_paused: { see: 'npm run mail:status', means: 'The mail provider takes no e-mail' },
  email_dead: { see: 'npm run mail:status', means: 'An e-mail was given up' },
  webhook_queue: { see: 'npm run ops:webhooks', means: 'An event waits for a receiver for too long' },
  webhook_paused: { see: 'npm run ops:webhooks', means: 'A receiver of webhooks takes nothing' },
  webhook_dead: { see: 'npm run ops:webhooks', means: 'An event was given up' },
  open_erasures: { see: 'npm run privacy:status', means: 'An erasure is not done in the CRM yet' },
  dead_erasures: { see: 'npm run privacy:status', means: 'An erasure has to be finished by hand' },
  open_withdrawals: {
    see: 'npm run privacy:status',
    means: 'The CRM has not been told of a withdrawal, bounce or complaint yet',
  },
  dead_withdrawals: { see: 'npm run privacy:status', means: 'A withdrawal has to be finished by hand' },
  expired_sessions: {
    see: 'npm run privacy:scrub',
    means: 'Personal data of somebody who did not finish is kept for too long',
  },
  unscrubbed_assessments: {
    see: 'npm run privacy:scrub',
    means: 'Personal data is older than its retention',
  },
  crm_retention: {
    see: 'npm run privacy:status',
    means: 'For a week no night has cleared all contacts in the CRM that are past CRM_RETENTION_DAYS',
  },
  roll_up: {
    see: 'npm run ops:rebuild -- --since DAY',
    means: 'The figures of the funnel do not say what the assessments say',
  },
  job: { see: 'npx wrangler tail', means: 'A scheduled job has not succeeded for too long' },
} as const satisfies Record<string, ProblemWords>

type ProblemKind = keyof typeof HEALTH_PROBLEMS
export type HealthProblem = Exclude<ProblemKind, 'job'> | `job:${string}`

const wordsOf = (problem: string): ProblemWords | undefined => {
  const kind = problem.replace(/:.*/, '')
  return Object.hasOwn(HEALTH_PROBLEMS, kind) ? HEALTH_PROBLEMS[kind as ProblemKind] : undefined
}

export function seeFor(problems: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    problems.flatMap((problem) => {
      const words = wordsOf(problem)
      return words ? [[problem, words.see]] : []
    }),
  )
}

export function describeProblem(problem: string): string {
  return wordsOf(problem)?.means ?? 'A problem that this release does not know'
}
