/** What /health can report, by name, and what to type first; job problems have the job's name behind a colon. */
export const HEALTH_PROBLEMS = {
  configuration: 'npm run check:config',
  database: 'npm run db:migrate',
  database_read_only: 'npm run db:migrate',
  time_zone: 'npm run db:migrate',
  hubspot_not_configured: 'npx wrangler secret put HUBSPOT_ACCESS_TOKEN',
  hubspot_queue: 'npm run hubspot:status',
  hubspot_paused: 'npm run hubspot:status',
  hubspot_dead: 'npm run hubspot:status',
  email_queue: 'npm run mail:status',
  mail_paused: 'npm run mail:status',
  email_dead: 'npm run mail:status',
  open_erasures: 'npm run privacy:status',
  dead_erasures: 'npm run privacy:status',
  open_withdrawals: 'npm run privacy:status',
  dead_withdrawals: 'npm run privacy:status',
  expired_sessions: 'npm run privacy:scrub',
  unscrubbed_assessments: 'npm run privacy:scrub',
  roll_up: 'npm run ops:rebuild -- --since DAY',
  job: 'npx wrangler tail',
} as const

type ProblemKind = keyof typeof HEALTH_PROBLEMS
export type HealthProblem = Exclude<ProblemKind, 'job'> | `job:${string}`

/** What to type first, by problem. */
export function seeFor(problems: readonly HealthProblem[]): Record<string, string> {
  return Object.fromEntries(
    problems.map((problem) => [problem, HEALTH_PROBLEMS[problem.replace(/:.*/, '') as ProblemKind]]),
  )
}
