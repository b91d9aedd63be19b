import type { ScorecardSource } from './content-types.ts'
import { scorecardProblems } from './scorecard-rules.ts'
import type { Problem } from './text-rules.ts'
import { wordsProblems } from './words-rules.ts'

/** A problem of `scorecard.ts`, or of a language's folder. */
export interface SourceProblem extends Problem {
  part: string
}

/** What is wrong with a scorecard; nothing where all is well. While its structure is wrong, its words are not looked at. */
export function findProblems({ scorecard, words }: ScorecardSource): SourceProblem[] {
  const structure = scorecardProblems(scorecard)
  if (structure.length > 0) return structure.map((problem) => ({ part: 'scorecard.ts', ...problem }))
  const found = Object.keys(words)
  return [
    ...scorecard.languages
      .filter((language) => !found.includes(language))
      .map((language) => ({
        part: 'scorecard.ts',
        path: ['languages', scorecard.languages.indexOf(language)],
        text: `languages: names ${language}, and there is no folder ${language}: make it, or take it out`,
      })),
    ...found
      .filter((language) => !scorecard.languages.includes(language))
      .map((language) => ({
        part: 'scorecard.ts',
        path: ['languages'],
        text: `languages: there is a folder ${language}, and it is not named: name it, or take the folder out`,
      })),
    ...Object.entries(words).flatMap(([language, spoken]) =>
      wordsProblems(scorecard, spoken).map((problem) => ({ part: language, ...problem })),
    ),
  ]
}
