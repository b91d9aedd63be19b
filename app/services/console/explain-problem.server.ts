import { HEALTH_PROBLEMS, type HealthProblem } from '#app/domain/health-problem.ts'

/** What /health reports, as a sentence with what to do. */
export function explainProblem(problem: HealthProblem): string {
  const [kind, job] = problem.split(':') as [keyof typeof HEALTH_PROBLEMS, string | undefined]
  const { see, means } = HEALTH_PROBLEMS[kind]
  return `${job === undefined ? '' : `${job.replaceAll('_', ' ')}: `}${means}. Type: ${see}`
}
