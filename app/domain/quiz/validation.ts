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
    ...consentProblems(words),
  ]
}

/** Whoever reads another language is asked in it, from the same day on. */
function consentProblems(words: ScorecardSource['words']): SourceProblem[] {
  const daysOf = (language: string) => Object.keys(words[language]?.consent ?? {})
  const languages = Object.keys(words)
  return languages.flatMap((part) =>
    languages.flatMap((other) =>
      daysOf(other)
        .filter((day) => !daysOf(part).includes(day))
        .map((day) => ({
          part,
          path: ['consent'],
          text: `consent: ${other} has texts of ${day}, and ${part} has none: write them here too`,
        })),
    ),
  )
}
