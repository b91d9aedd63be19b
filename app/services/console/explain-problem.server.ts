import { HEALTH_PROBLEMS, type HealthProblem } from '#app/domain/health-problem.ts'

type Kind = keyof typeof HEALTH_PROBLEMS

/** What /health reports, as a sentence with what to do. */
const TODO: Record<Kind, string> = {
  configuration: 'A setting cannot be used.',
  database: 'The database cannot be reached.',
  database_read_only: 'The database takes no writes: look at its plan and at who leads.',
  time_zone: 'The database’s session is not in UTC.',
  hubspot_not_configured: 'Leads wait, and no access token of HubSpot is set.',
  hubspot_queue: 'A lead has waited for longer than it should: look at its cause below HubSpot.',
  hubspot_paused: 'An operation of HubSpot is paused: its cause and remedy stand with it.',
  hubspot_dead: 'Leads were given up: mend the cause, then retry all that it met.',
  email_queue: 'An e-mail has waited for longer than it should.',
  mail_paused: 'Sending e-mail is paused: its cause and remedy stand with it.',
  email_dead: 'E-mails were given up: mend the cause, then retry all that it met.',
  open_erasures: 'An erasure is not done in HubSpot yet.',
  dead_erasures: 'An erasure has to be finished by hand: its remedy says where.',
  open_withdrawals: 'HubSpot has not heard of a withdrawal yet.',
  dead_withdrawals: 'A withdrawal has to be finished by hand: its remedy says where.',
  expired_sessions: 'Sessions are past their expiry and still there.',
  unscrubbed_assessments: 'Contact details are past their retention.',
  job: 'A scheduled job has not come to a good end for too long: look for job_failed in the logs.',
}

export function explainProblem(problem: HealthProblem): string {
  const [kind, job] = problem.split(':') as [Kind, string | undefined]
  const what = job === undefined ? '' : `${job.replaceAll('_', ' ')}: `
  return `${what}${TODO[kind]} Type: ${HEALTH_PROBLEMS[kind]}`
}
