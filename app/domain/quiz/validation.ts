import type { ScorecardSource } from './content-types.ts'
import { scorecardProblems } from './scorecard-rules.ts'
import { wordsProblems } from './words-rules.ts'

/** @returns a line for each problem, which begins with the file or the folder that it is in; none where all is well */
export function findProblems({ scorecard, words }: ScorecardSource): string[] {
  const problems = scorecardProblems(scorecard)
  const folder = `app/content/${typeof scorecard?.slug === 'string' ? scorecard.slug : '?'}`
  if (problems.length > 0) return problems.map((problem) => `${folder}/scorecard.ts: ${problem}`)
  return [
    ...scorecard.languages
      .filter((language) => !Object.hasOwn(words, language))
      .map(
        (language) =>
          `${folder}/scorecard.ts: languages: names ${language}, and there is no folder ${language}: make it, or take it out`,
      ),
    ...Object.entries(words).flatMap(([language, spoken]) =>
      wordsProblems(scorecard, spoken).map((problem) => `${folder}/${language}: ${problem}`),
    ),
  ]
}
