import type { LinkHolderProps } from '#app/components/link-holder.tsx'
import type { ResultsProps } from '#app/components/results.tsx'
import { dayInWords } from '#app/domain/day.ts'
import { briefingUrl } from '#app/content/briefing.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { answerEffects, answersTo } from '#app/domain/quiz/answer-effects.ts'
import { whatIf } from '#app/domain/quiz/what-if.ts'
import { shortenAddress } from '#app/domain/lead/email-address.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import type { Mount } from '#app/domain/visit/mount.ts'
import { type Messages, messagesFor } from '#app/words/messages.ts'
import type { Config } from '#app/platform/config.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { comparisonView } from './comparison-view.server.ts'
import { type ContactState, contactView } from './contact-view.server.ts'
import { areaScores, recommendationsView, shownCategory } from './score-view.server.ts'
import { spreadView } from './spread-view.server.ts'

/** All that the results page shows. */
export interface ResultsView {
  results: ResultsProps
  notice: { title: string; text: string } | null
}

/** `BRIEFING_URL` is where a briefing is booked; bookings are made by e-mail where there is none. */
type ViewSettings = Pick<Config, 'BRIEFING_URL' | 'COMPANY_NAME' | 'CONFIRM_BEFORE_SYNC' | 'CRM'>

export interface ViewContext {
  config: ViewSettings
  mount: Pick<Mount, 'language'>
}

export function resultsView(
  assessment: OwnResults,
  { config: settings, mount: { language } }: ViewContext,
  state: ContactState & {
    saved?: string
    notice?: ResultsView['notice']
    keeping?: ResultsProps['keeping']
    /** questions to fix, as the address names them; absent where nothing can be tried */
    fixes?: readonly string[]
  } = {},
): ResultsView {
  const quiz = quizOf({ ...assessment, language })
  const answers = answersTo(quiz, assessment)
  const contact = contactView(
    assessment,
    { company: settings.COMPANY_NAME, language, crm: settings.CRM, ownTexts: ownConsentTexts(quiz) },
    state,
  )
  const mayWrite = assessment.purposes.includes('contact')
  // Where none can be booked it is for whom somebody may write to, or who can agree to that on this page.
  const bookingUrl = briefingUrl(quiz, settings.BRIEFING_URL)
  const isOffered = bookingUrl !== undefined || mayWrite || contact.contact !== undefined
  return {
    results: {
      score: assessment.totalScore,
      day: dayInWords(assessment.completedAt, language),
      category: shownCategory(quiz, assessment.scoreCategory),
      areas: areaScores(quiz, assessment.scoreBreakdown),
      answers: answers && answerEffects(quiz, answers),
      whatIf: answers && state.fixes ? whatIf(quiz, answers, state.fixes) : undefined,
      lastTime: comparisonView(quiz, assessment, language),
      spread: assessment.spread ? spreadView(assessment.spread, assessment.totalScore, language) : undefined,
      recommendations: recommendationsView(quiz, assessment),
      ...contact,
      link: linkHolder(assessment),
      mayWithdraw: assessment.ownBrowser && assessment.purposes.length > 0,
      briefing:
        assessment.qualifiedForBriefing && isOffered
          ? { href: bookingUrl && `/assessment/briefing/${assessment.id}`, mayWrite }
          : undefined,
      saved: state.saved,
      keeping: state.keeping,
      delivery:
        describeDelivery(assessment, settings, state, messagesFor(language).notices.delivery) ?? undefined,
    },
    notice: state.notice ?? null,
  }
}

/** What has become of the e-mail, for the browser that took the assessment: a link may have been passed on. */
function describeDelivery(
  assessment: OwnResults,
  { CONFIRM_BEFORE_SYNC: confirmFirst }: ViewSettings,
  { continuation }: ContactState,
  t: Messages['notices']['delivery'],
): string | null {
  const { email, purposes, ownBrowser, addressConfirmedAt } = assessment
  const gaveIt = ownBrowser || continuation !== undefined
  if (!gaveIt || !purposes.includes('results') || !email) return null
  const delivery = deliveryText(assessment, t)
  const waits = confirmFirst && purposes.includes('contact') && addressConfirmedAt === null
  if (!waits) return delivery
  const hasLink = ['pending', 'sent'].includes(assessment.emailDeliveryStatus)
  return `${delivery} ${hasLink ? t.confirmFirst : t.confirmedFirst}`
}

function deliveryText(assessment: OwnResults, t: Messages['notices']['delivery']): string {
  const { emailDeliveryStatus: status, emailDeliveryError: error } = assessment
  switch (status) {
    case 'pending':
      return error === null ? t.waiting : t.delayed
    case 'sent':
      return t.sent
    case 'bounced':
      return t.bounced
    case 'complained':
      return t.complained
    case 'failed':
      return error === 'address_refused' ? t.refused : t.failed
    case 'skipped':
      if (error === 'address_cap') return t.addressFull
      return error === 'already_sent' ? t.alreadySent : t.failed
  }
}

function linkHolder(assessment: OwnResults): LinkHolderProps | undefined {
  const { email, emailScrubbedAt, ownBrowser, linkHash } = assessment
  if (linkHash === null || emailScrubbedAt) return undefined
  // Links to an address end when another takes its place.
  const address = email === null ? undefined : shortenAddress(email)
  // After a withdrawal there is nothing to confirm, until somebody agrees again.
  const confirmed = assessment.addressConfirmedAt !== null || assessment.purposes.length === 0
  return { address, ownBrowser, confirmed }
}
