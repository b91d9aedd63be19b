import { CRM_IDS, CRM_NAMES } from '#app/domain/crm-id.ts'
import { DEFAULT_LANGUAGE, languageOr } from '#app/domain/language/languages.ts'
import { draftVersion, isDraftVersion } from '#app/domain/quiz/versions.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import type { ConsentText } from './consent.ts'

export function ownConsentTexts({
  consent = {},
  ...quiz
}: Pick<Quiz, 'scorecard' | 'version' | 'language' | 'consent'>): ConsentText[] {
  const language = languageOr(quiz.language)
  const ending = language === DEFAULT_LANGUAGE ? [] : [language]
  const nameOf = (...parts: readonly string[]) => {
    const name = `${quiz.scorecard}:${[...parts, ...ending].join('-')}`
    // A draft may change, and what is stored must name nothing that is published.
    return isDraftVersion(quiz.version) ? draftVersion(name) : name
  }
  const days = Object.entries(consent).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return days.flatMap(([day, { results, contact }]) => [
    { version: nameOf('results', day), purpose: 'results', language, text: results },
    ...CRM_IDS.map((id): ConsentText => {
      const crm = id === 'hubspot' ? undefined : id
      const version = nameOf('contact', ...(crm ? [crm] : []), day)
      return { version, purpose: 'contact', language, crm, text: contact.replace('{crm}', CRM_NAMES[id]) }
    }),
  ])
}
