import type { CrmId } from '#app/domain/crm-id.ts'
import { SENT_CONTACT_PROPERTIES } from '#app/domain/hubspot/properties.ts'
import {
  type LeadNames,
  SCORE_NAMES,
  type ScoreNames,
  namesIn,
  scoreNames,
} from '#app/domain/hubspot/score-names.ts'
import { fieldOf } from '#app/domain/salesforce/fields.ts'
import { DEFAULT_LANGUAGE } from '#app/domain/language/languages.ts'
import type { DealPlace, PublishedScorecard, ScorecardCrm } from '#app/domain/quiz/content-types.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { DEFAULT_SCORECARD } from '#app/domain/visit/mount.ts'
import { PUBLISHED } from './published.ts'
import { findQuiz } from './scorecards.ts'

/** By the newest version of each. */
function crmOf({ versions }: PublishedScorecard): ScorecardCrm | undefined {
  return versions[0]?.scorecard.crm
}

/** Those with properties of their own beside the default scorecard's, with their words in English. */
export function scorecardsInCrm(): { quiz: Quiz; names: ScoreNames }[] {
  return PUBLISHED.flatMap((published) => {
    const { slug } = published
    const crm = crmOf(published)
    if (!crm || slug === DEFAULT_SCORECARD) return []
    const quiz = findQuiz({ scorecard: slug, language: DEFAULT_LANGUAGE })
    return [{ quiz, names: scoreNames(crm, quiz) }]
  })
}

/** @param slug of a scorecard; of one that is gone, contact details and deals are still sent */
export function leadNamesOf(slug: string): LeadNames {
  const { name: title, scorecard } = findQuiz({ scorecard: slug, language: DEFAULT_LANGUAGE })
  if (scorecard !== slug) return { title: slug, scores: null }
  if (slug === DEFAULT_SCORECARD) return { title, scores: SCORE_NAMES }
  return { title, scores: scorecardsInCrm().find(({ quiz }) => quiz.scorecard === slug)?.names ?? null }
}

/** What contacts have from here, of all scorecards. */
export function sentContactProperties(): string[] {
  return [...SENT_CONTACT_PROPERTIES, ...scorecardsInCrm().flatMap(({ names }) => namesIn(names))]
}

/**
 * All names of the scorecards beside the default one that these properties are of, or fields of Salesforce's: an account without
 * them has perhaps no room.
 * @returns none where one of the properties is another's
 */
export function scorecardNamesAround(properties: readonly string[]): string[] {
  const concerned = scorecardsInCrm()
    .map(({ names }) => namesIn(names))
    .filter((names) => properties.some((property) => isOneOf(names, property)))
    .flat()
  return properties.every((property) => isOneOf(concerned, property)) ? concerned : []
}

const isOneOf = (names: readonly string[], property: string) =>
  names.some((name) => name === property || fieldOf('contacts', name) === property)

/** Where deals begin that do not begin where the settings say, by the slug of their scorecard. */
export function dealPlaces(crm: CrmId): Record<string, DealPlace> {
  return Object.fromEntries(
    PUBLISHED.flatMap((published) => {
      const place = crmOf(published)?.deals?.[crm]
      return place ? [[published.slug, place]] : []
    }),
  )
}
