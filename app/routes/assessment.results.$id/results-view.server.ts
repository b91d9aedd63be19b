import type { ContactFormProps } from '#app/components/contact-form.tsx'
import type { ResultsProps } from '#app/components/results.tsx'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { type ContactStage, findOpenStage, pickContact } from '#app/domain/lead/contact.ts'
import { AREAS, findCategory } from '#app/domain/quiz/quiz.ts'
import { parseRecommendations } from '#app/domain/quiz/recommendations.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'

/** What a refused post brings back to the page. */
export interface ContactState {
  values?: ContactFormProps['values']
  errors?: ContactFormProps['errors']
  consented?: boolean
}

/** All that the results page shows. */
export interface ResultsView {
  results: ResultsProps
  notice: { title: string; text: string } | null
}

/**
 * @param briefingUrl where a briefing is booked; undefined where bookings are made by e-mail
 */
export function resultsView(
  assessment: OwnResults,
  briefingUrl: string | undefined,
  state: ContactState & { saved?: string; notice?: ResultsView['notice'] } = {},
): ResultsView {
  const category = findCategory(assessment.scoreCategory)!
  const items = parseRecommendations(assessment.recommendations).map(
    ({ questionId, areaName, gain, title, action }) => ({ id: questionId, areaName, gain, title, action }),
  )
  const teasers = items.map(({ id, areaName, gain }) => ({ id, areaName, gain }))
  const stage = contactStage(assessment)
  return {
    results: {
      score: assessment.totalScore,
      category: {
        category: category.id,
        name: category.name,
        range: `${category.from}-${category.to}`,
        headline: category.headline,
        text: [category.explanation, category.nextStep],
      },
      areas: AREAS.map(({ id, name, weight, breakdownKey }) => ({
        id,
        name,
        weight,
        score: assessment.scoreBreakdown[breakdownKey],
      })),
      recommendations: assessment.unlocked ? { locked: false, items } : { locked: true, items: teasers },
      contact: stage ? contactForm(stage, assessment, state) : undefined,
      briefing: assessment.qualifiedForBriefing ? { href: briefingUrl } : undefined,
      saved: state.saved,
    },
    notice: state.notice ?? null,
  }
}

function contactForm(stage: ContactStage, assessment: OwnResults, state: ContactState): ContactFormProps {
  const known = assessment.ownBrowser ? pickContact(assessment) : {}
  return {
    stage,
    values: { ...known, ...state.values },
    consented: state.consented ?? false,
    errors: state.errors,
    consentText: CONSENT.text,
    consentVersion: CONSENT.version,
  }
}

/** What is asked for next; null when all is known, or when the details were scrubbed and asking again is pointless. */
function contactStage(assessment: OwnResults): ContactStage | null {
  if (assessment.emailScrubbedAt) return null
  return assessment.consented ? findOpenStage(assessment) : 'email'
}
