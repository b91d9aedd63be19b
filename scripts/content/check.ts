import { PUBLISHED } from '#app/content/published.ts'
import { experimentsContent } from '#app/content/ai-readiness/experiments.ts'
import { findExperimentProblems } from '#app/domain/experiments/validation.ts'
import { findProblems } from '#app/domain/quiz/validation.ts'
import { runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'content:check',
  does: 'reads all scorecards and tests of the pages (app/content) and says what is wrong with them, where, and what to do about it. Asks nobody.',
  exits: { 0: 'the content can be used', 1: 'it cannot; a line for each problem' },
  run: async () => {
    const problems = [
      ...PUBLISHED.flatMap(findProblems),
      ...findExperimentProblems(experimentsContent, PUBLISHED[0]!.words.en!.landing).map(
        (problem) => `app/content/ai-readiness/experiments.ts: ${problem}`,
      ),
    ]
    for (const problem of problems) console.error(`- ${problem}`)
    if (problems.length === 0)
      console.log(
        `All is well: ${PUBLISHED.length} scorecards, ${experimentsContent.experiments.length} tests of the pages.`,
      )
    return Promise.resolve(problems.length === 0)
  },
})
