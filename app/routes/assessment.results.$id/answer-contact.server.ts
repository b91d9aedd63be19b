import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { quizOf } from '#app/content/scorecards.ts'
import { messagesFor } from '#app/words/messages.ts'
import { sayFieldProblems } from '#app/words/say-problems.ts'
import type { ConsentText } from '#app/domain/lead/consent.ts'
import { ownConsentTexts } from '#app/domain/lead/own-consent.ts'
import type { ContactDetails } from '#app/domain/lead/contact.ts'
import { type FieldProblems, askForFields, parseContactForm } from '#app/domain/lead/contact-form.ts'
import { showAgain } from '#app/web/action-view.server.ts'
import { writeContinuation } from '#app/web/continuation.server.ts'
import { retryAfter } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable, orUnavailable } from '#app/web/unavailable.server.ts'
import type { Visitor } from '#app/web/visitor.server.ts'
import { confirmLink } from '#app/services/assessment/confirm-link.server.ts'
import {
  type ContactOutcome,
  addContactDetails,
} from '#app/services/assessment/add-contact-details.server.ts'
import { type OwnResults, openResults } from '#app/services/assessment/open-results.server.ts'
import { CONTACT_NETWORK } from '#app/services/assessment/request-counters.server.ts'
import { createEmailOrigin } from '#app/services/mail/new-message.server.ts'
import { keepingView } from './keeping-view.server.ts'
import { type ResultsView, resultsView } from './results-view.server.ts'

interface PostedContact {
  assessment: OwnResults
  fields: Record<string, string>
  visitor: Visitor
  context: AppLoadContext
  /** The browser keeps no cookie: the form has named the session that the results came from. */
  carriedBy: string | null
}

/** Handles the post of a form for contact details. */
export async function answerContact(posted: PostedContact): Promise<Response> {
  const { assessment, fields, context } = posted
  if (!assessment.ownBrowser) return showForm(posted, 403, {}, { notice: noticesOf(context).otherBrowser })
  const consented = assessment.purposes.includes('contact')
  const { language } = context.mount
  const ownTexts = ownConsentTexts(quizOf({ ...assessment, language }))
  const place = { language, crm: context.config.CRM, ownTexts }
  const { contact, consent, errors } = parseContactForm(fields, consented, place)
  if (Object.keys(errors).length > 0) return showForm(posted, 422, errors)
  // Whoever has such a form adds to what was left, and takes no address away.
  const { email, ...others } = contact
  const details = posted.carriedBy !== null && assessment.email !== null ? others : contact
  // Consent alone is something to save, where an address is known that it can be for.
  const nothingGiven = Object.keys(details).length === 0 && !(consent && assessment.email)
  const asked = nothingGiven && !email ? askForFields(fields, consented) : {}
  if (Object.keys(asked).length > 0) return showForm(posted, 422, asked)

  const outcome = await orUnavailable(context.log, 'contact_failed', () => save(posted, { details, consent }))
  switch (outcome.kind) {
    case 'saved':
      context.log.info('contact_added', { leadQuality: outcome.assessment.leadQuality })
      if (outcome.queued) context.syncLead(assessment.id)
      context.sendWebhooks(assessment.id)
      if (outcome.emailId) context.deliverEmail(outcome.emailId)
      return leadBack(posted)
    case 'not_found':
      throw new Response(null, { status: 404 })
    case 'unavailable':
      return showForm(posted, 503, {}, { notice: noticesOf(context).detailsUnavailable })
    case 'limited':
      return showForm(
        posted,
        429,
        {},
        { notice: limitNotice(context, outcome), headers: retryAfter(outcome.retryAfterSeconds) },
      )
    case 'other_browser':
      return showForm(posted, 403, {}, { notice: noticesOf(context).otherBrowser })
    case 'email_first':
      return showForm(posted, 422, {}, { notice: noticesOf(context).emailFirst })
    case 'consent_first':
      return showForm(posted, 422, { consent: { kind: 'tick_or_empty' } })
  }
}

async function save(
  { assessment, visitor, context }: PostedContact,
  given: { details: ContactDetails; consent: ConsentText | null },
): Promise<ContactOutcome> {
  const { db, config, now, requestId, mount } = context
  const { linkHash, addressConfirmedAt } = assessment
  const { ipAddress } = visitor
  // A post through the link proves that its address reaches this person; opening it would not, since scanners do.
  if (linkHash !== null && addressConfirmedAt === null) await confirmLink(db, linkHash)
  const origin = await createEmailOrigin(config, ipAddress, requestId)
  const { COMPANY_NAME: company = null, CONFIRM_BEFORE_SYNC: confirmFirst } = config
  const options = { confirmFirst, ipAddress, ownDomains: config.OWN_EMAIL_DOMAINS }
  return addContactDetails(
    db,
    assessment,
    { ...given, company, language: mount.language, now },
    origin,
    options,
  )
}

async function leadBack({ assessment: { id }, carriedBy, context }: PostedContact): Promise<Response> {
  if (carriedBy === null) return redirect(`/assessment/results/${id}?saved#next-steps`)
  const assessment = await orServiceUnavailable(context.log, 'results_failed', () =>
    openResults(context.db, id, { sessionIds: [carriedBy] }),
  )
  if (!assessment) throw new Response(null, { status: 404 })
  return showResults(assessment, context, 200, {
    ...(await carry(carriedBy, context)),
    saved: noticesOf(context).saved,
  })
}

async function showForm(
  { assessment, fields, context, carriedBy }: PostedContact,
  status: number,
  problems: FieldProblems,
  { notice, headers }: { notice?: ResultsView['notice']; headers?: Record<string, string> } = {},
): Promise<Response> {
  const errors = sayFieldProblems(messagesFor(context.mount.language), problems)
  const own = carriedBy === null ? { keeping: await keepingView(assessment, context), fixes: [] } : {}
  const state = { values: fields, ticked: fields.consent !== undefined, errors, notice, ...own }
  return showResults(assessment, context, status, { ...state, ...(await carry(carriedBy, context)) }, headers)
}

async function carry(sessionId: string | null, { config, now }: AppLoadContext) {
  if (sessionId === null) return {}
  return { continuation: await writeContinuation(config.SESSION_SECRETS, 'results', sessionId, now) }
}

/** Who has a form and no cookie sees of contact details what a link shows of them: nothing. */
function showResults(
  assessment: OwnResults,
  context: AppLoadContext,
  status: number,
  state: Parameters<typeof resultsView>[2],
  headers?: Record<string, string>,
): Response {
  const shown = state?.continuation === undefined ? assessment : { ...assessment, ownBrowser: false }
  return showAgain(context, resultsView(shown, context, state), {
    status,
    ...(headers && { headers }),
  })
}

const noticesOf = ({ mount }: AppLoadContext) => messagesFor(mount.language).notices

function limitNotice(
  context: AppLoadContext,
  { purpose, retryAfterSeconds }: Extract<ContactOutcome, { kind: 'limited' }>,
) {
  const { network, own, text } = noticesOf(context).manyDetails
  return { title: purpose.startsWith(CONTACT_NETWORK) ? network : own, text: text(retryAfterSeconds) }
}
