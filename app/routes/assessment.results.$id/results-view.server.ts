import type { ContactFormProps } from '#app/components/contact-form.tsx'
import type { LinkHolderProps } from '#app/components/link-holder.tsx'
import type { ResultsProps } from '#app/components/results.tsx'
import { CONSENT } from '#app/domain/lead/consent.ts'
import { type ContactStage, findOpenStage, pickContact } from '#app/domain/lead/contact.ts'
import { shortenAddress } from '#app/domain/lead/email-address.ts'
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
  state: ContactState & {
    saved?: string
    notice?: ResultsView['notice']
    keeping?: ResultsProps['keeping']
  } = {},
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
      link: linkHolder(assessment),
      briefing: assessment.qualifiedForBriefing ? { href: briefingUrl } : undefined,
      saved: state.saved,
      keeping: state.keeping,
      delivery: describeDelivery(assessment) ?? undefined,
    },
    notice: state.notice ?? null,
  }
}

/** What has become of the e-mail, for the browser that took the assessment: a link may have been passed on. */
function describeDelivery(assessment: OwnResults): string | null {
  const { email, consented, ownBrowser, emailScrubbedAt } = assessment
  if (!ownBrowser || !consented || !email || emailScrubbedAt) return null
  const { emailDeliveryStatus: status, emailDeliveryError: error } = assessment
  switch (status) {
    case 'pending':
      return error === null ? DELIVERY.waiting : DELIVERY.delayed
    case 'sent':
      return DELIVERY.sent
    case 'failed':
      return error === 'address_refused' ? DELIVERY.refused : DELIVERY.failed
    case 'skipped':
      if (error === 'address_cap') return DELIVERY.addressFull
      return error === 'already_sent' ? DELIVERY.alreadySent : DELIVERY.failed
  }
}

const DELIVERY = {
  waiting: 'We are e-mailing these results to you.',
  delayed: 'We will e-mail these results to you. It takes longer than usual at the moment.',
  sent: 'We have e-mailed these results to you.',
  refused: 'We could not e-mail these results: your address was refused. Keep this page’s address instead.',
  failed:
    'We could not e-mail these results to you. Keep this page’s address: it opens them in this browser.',
  addressFull:
    'We have not e-mailed these results: we send only a few e-mails to one address in a day, and yours has had them.',
  alreadySent:
    'We have not e-mailed these results: your address had results before, and gets them once until somebody has used a link that we sent to it.',
}

function contactForm(stage: ContactStage, assessment: OwnResults, state: ContactState): ContactFormProps {
  const { email, emailFromElsewhere } = assessment
  return {
    stage,
    values: { ...pickContact(assessment), ...(emailFromElsewhere && { email: null }), ...state.values },
    emailElsewhere: emailFromElsewhere && email && stage !== 'email' ? shortenAddress(email) : undefined,
    consented: state.consented ?? false,
    errors: state.errors,
    consentText: CONSENT.text,
    consentVersion: CONSENT.version,
  }
}

function linkHolder(assessment: OwnResults): LinkHolderProps | undefined {
  const { email, emailScrubbedAt, ownBrowser, linkUsed } = assessment
  if (linkUsed === null || emailScrubbedAt) return undefined
  // Links to an address end when another takes its place.
  return { address: email === null ? undefined : shortenAddress(email), ownBrowser, confirmed: linkUsed }
}

/** What is asked for next; null for who may not give it, when all is known, and when the details were scrubbed. */
function contactStage(assessment: OwnResults): ContactStage | null {
  if (assessment.emailScrubbedAt || !assessment.ownBrowser) return null
  return assessment.consented ? findOpenStage(assessment) : 'email'
}
