import { LANGUAGES } from '#app/domain/language/languages.ts'
import { CONSENT_TEXTS, type ConsentText } from '#app/domain/lead/consent.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import { DRAFTS, SCORECARDS, findDraft, findQuiz } from './scorecards.ts'

/** Every text that somebody may have agreed to: those of all scorecards, and the scorecards' own. A version has those before it. */
export function allConsentTexts(): readonly ConsentText[] {
  const quizzes = LANGUAGES.flatMap((language) => [
    ...SCORECARDS.map((scorecard) => findQuiz({ scorecard, language })),
    ...DRAFTS.map((scorecard) => findDraft(scorecard, language)!),
  ])
  return [...CONSENT_TEXTS, ...quizzes.flatMap(ownConsentTexts)]
}

/** The text by the version that a record stores; undefined for one of a scorecard that is gone. */
export function findConsentText(version: unknown): ConsentText | undefined {
  return allConsentTexts().find((text) => text.version === version)
}
