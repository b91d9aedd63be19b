import { describeProblem, seeFor } from '#app/domain/health-problem.ts'

/** What /health reports, as a sentence with what to do. @param problem also one of another release */
export function explainProblem(problem: string): string {
  const [, job] = problem.split(':')
  const { [problem]: see } = seeFor([problem])
  const todo = see === undefined ? '' : ` Type: ${see}`
  return `${job === undefined ? '' : `${job.replaceAll('_', ' ')}: `}${describeProblem(problem)}.${todo}`
}
