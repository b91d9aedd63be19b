import type { LinkHolderProps } from '#app/components/link-holder.tsx'
import type { ResultsProps } from '#app/components/results.tsx'
import { dayInWords } from '#app/domain/day.ts'
import { answerEffects, answersToday } from '#app/domain/quiz/answer-effects.ts'
import { whatIf } from '#app/domain/quiz/what-if.ts'
import { shortenAddress } from '#app/domain/lead/email-address.ts'
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

export function resultsView(
  assessment: OwnResults,
  settings: ViewSettings,
  state: ContactState & {
    saved?: string
    notice?: ResultsView['notice']
    keeping?: ResultsProps['keeping']
    /** questions to fix, as the address names them; absent where nothing can be tried */
    fixes?: readonly string[]
  } = {},
): ResultsView {
  const answers = answersToday(assessment)
  const contact = contactView(assessment, settings, state)
  const mayWrite = assessment.purposes.includes('contact')
  // Where none can be booked it is for whom somebody may write to, or who can agree to that on this page.
  const isOffered = settings.BRIEFING_URL !== undefined || mayWrite || contact.contact !== undefined
  return {
    results: {
      score: assessment.totalScore,
      day: dayInWords(assessment.completedAt),
      category: shownCategory(assessment.scoreCategory),
      areas: areaScores(assessment.scoreBreakdown),
      answers: answers && answerEffects(answers),
      whatIf: answers && state.fixes ? whatIf(answers, state.fixes) : undefined,
      lastTime: comparisonView(assessment),
      spread: assessment.spread ? spreadView(assessment.spread, assessment.totalScore) : undefined,
      recommendations: recommendationsView(assessment),
      ...contact,
      link: linkHolder(assessment),
      mayWithdraw: assessment.ownBrowser && assessment.purposes.length > 0,
      briefing:
        assessment.qualifiedForBriefing && isOffered
          ? { href: settings.BRIEFING_URL && `/assessment/briefing/${assessment.id}`, mayWrite }
          : undefined,
      saved: state.saved,
      keeping: state.keeping,
      delivery: describeDelivery(assessment, settings, state) ?? undefined,
    },
    notice: state.notice ?? null,
  }
}

/** What has become of the e-mail, for the browser that took the assessment: a link may have been passed on. */
function describeDelivery(
  assessment: OwnResults,
  { CONFIRM_BEFORE_SYNC: confirmFirst }: ViewSettings,
  { continuation }: ContactState,
): string | null {
  const { email, purposes, ownBrowser, addressConfirmedAt } = assessment
  const gaveIt = ownBrowser || continuation !== undefined
  if (!gaveIt || !purposes.includes('results') || !email) return null
  const delivery = deliveryText(assessment)
  const waits = confirmFirst && purposes.includes('contact') && addressConfirmedAt === null
  if (!waits) return delivery
  const hasLink = ['pending', 'sent'].includes(assessment.emailDeliveryStatus)
  return `${delivery} ${hasLink ? CONFIRM_FIRST : CONFIRMED_FIRST}`
}

function deliveryText(assessment: OwnResults): string {
  const { emailDeliveryStatus: status, emailDeliveryError: error } = assessment
  switch (status) {
    case 'pending':
      return error === null ? DELIVERY.waiting : DELIVERY.delayed
    case 'sent':
      return DELIVERY.sent
    case 'bounced':
      return DELIVERY.bounced
    case 'complained':
      return DELIVERY.complained
    case 'failed':
      return error === 'address_refused' ? DELIVERY.refused : DELIVERY.failed
    case 'skipped':
      if (error === 'address_cap') return DELIVERY.addressFull
      return error === 'already_sent' ? DELIVERY.alreadySent : DELIVERY.failed
  }
}

const CONFIRM_FIRST =
  'Please open the link in it and press “Yes, this is my address”: until then your details go to nobody.'

const CONFIRMED_FIRST = 'Until your address is confirmed, your details go to nobody.'

const DELIVERY = {
  waiting: 'We are e-mailing these results to you.',
  delayed: 'We will e-mail these results to you. It takes longer than usual at the moment.',
  sent: 'We have e-mailed these results to you.',
  bounced:
    'Our e-mail with these results came back: your address does not take mail. Keep this page’s address instead.',
  complained: 'We send no more e-mails to your address, because one of ours was reported as spam.',
  refused: 'We could not e-mail these results: your address was refused. Keep this page’s address instead.',
  failed:
    'We could not e-mail these results to you. Keep this page’s address: it opens them in this browser.',
  addressFull:
    'We have not e-mailed these results: we send only a few e-mails to one address in a day, and yours has had them.',
  alreadySent:
    'We have not e-mailed these results: your address had results before, and gets them once until somebody has used a link that we sent to it. Open that link, press “Yes, this is my address”, and save your address here once more.',
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
