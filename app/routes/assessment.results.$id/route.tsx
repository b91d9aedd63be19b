import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { Notice } from '#app/components/notice.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { Results } from '#app/components/results.tsx'
import { FIX } from '#app/components/what-if.tsx'
import { waitInWords } from '#app/domain/duration.ts'
import { TICK_OR_EMPTY, askForFields, parseContactForm } from '#app/domain/lead/contact-form.ts'
import { showAgain, viewOfAction } from '#app/web/action-view.server.ts'
import { hashToken } from '#app/platform/token.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { passRetryAfter, retryAfter } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable, orUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { confirmLink } from '#app/services/assessment/confirm-link.server.ts'
import {
  type ContactOutcome,
  addContactDetails,
} from '#app/services/assessment/add-contact-details.server.ts'
import { CONTACT_NETWORK } from '#app/services/assessment/request-counters.server.ts'
import { createEmailOrigin } from '#app/services/mail/new-message.server.ts'
import { answerOwnLink } from './answer-own-link.server.ts'
import type { ContactState } from './contact-view.server.ts'
import { followLink } from './follow-link.server.ts'
import { keepingView } from './keeping-view.server.ts'
import { requireOwnResults } from './require-results.server.ts'
import { type ResultsView, resultsView } from './results-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: pageTitle('Your result', { refused: Boolean(data?.notice ?? hasErrors(data?.results)) }),
  },
  { name: 'robots', content: 'noindex' },
]

function hasErrors(results: ResultsView['results'] | undefined): boolean {
  const errors = { ...results?.contact?.errors, ...results?.correction?.errors }
  return Object.keys(errors).length > 0
}

const SAID = {
  saved: 'Thank you, your details are saved.',
  confirmed: 'Thank you, your address is confirmed.',
}

export const headers = passRetryAfter

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const shown = viewOfAction<ResultsView>(context)
  if (shown) return json(shown)
  // What an e-mail leads to: not the number of an assessment, but a token in its place.
  const tokenHash = await hashToken(params.id ?? '')
  if (tokenHash !== null) throw await followLink(tokenHash, request, context, 'The link may have expired.')
  const visitor = await identifyVisitor(request, context.config.SESSION_SECRETS, context.now)
  const assessment = await requireOwnResults(params.id, request, visitor, context)
  const query = new URL(request.url).searchParams
  const saved = query.has('saved') ? SAID.saved : query.has('confirmed') ? SAID.confirmed : undefined
  const keeping = await keepingView(assessment, context)
  return json(resultsView(assessment, context.config, { saved, keeping, fixes: query.getAll(FIX) }))
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const visitor = await identifyVisitor(request, context.config.SESSION_SECRETS, context.now)
  const assessment = await requireOwnResults(params.id, request, visitor, context)
  const fields = await textFields(request)
  const { linkHash } = assessment
  if (fields.intent === 'confirm_address' && linkHash !== null) {
    const leadId = await orServiceUnavailable(context.log, 'confirmation_failed', () =>
      confirmLink(context.db, linkHash),
    )
    if (leadId !== null) context.syncLead(leadId)
    context.sendWebhooks(assessment.id)
    return redirect(`/assessment/results/${assessment.id}?by-link&confirmed#next-steps`)
  }
  const answered = await answerOwnLink(fields.intent, assessment, context)
  if (answered) return answered
  const keeping = await keepingView(assessment, context)
  const again = (
    status: number,
    errors: ContactState['errors'],
    notice?: ResultsView['notice'],
    headers?: Record<string, string>,
  ) => {
    const state = { values: fields, ticked: fields.consent !== undefined, errors, notice, keeping, fixes: [] }
    return showAgain(context, resultsView(assessment, context.config, state), { status, headers })
  }
  if (!assessment.ownBrowser) return again(403, {}, NOTICES.otherBrowser)
  const consented = assessment.purposes.includes('contact')
  const { contact: details, consent, errors } = parseContactForm(fields, consented)
  if (Object.keys(errors).length > 0) return again(422, errors)
  // Consent alone is something to save, where an address is known that it can be for.
  const nothingGiven = Object.keys(details).length === 0 && !(consent && assessment.email)
  const asked = nothingGiven ? askForFields(fields, consented) : {}
  if (Object.keys(asked).length > 0) return again(422, asked)

  const outcome = await orUnavailable(context.log, 'contact_failed', async () => {
    // A post through the link proves that its address reaches this person; opening it would not, since scanners do.
    if (linkHash !== null && assessment.addressConfirmedAt === null) await confirmLink(context.db, linkHash)
    const origin = await createEmailOrigin(context.config, visitor.ipAddress, context.requestId)
    const { COMPANY_NAME: company = null, CONFIRM_BEFORE_SYNC: confirmFirst } = context.config
    const { OWN_EMAIL_DOMAINS: ownDomains } = context.config
    const given = { details, consent, company, language: context.mount.language, now: context.now }
    const { ipAddress } = visitor
    return addContactDetails(context.db, assessment, given, origin, { confirmFirst, ipAddress, ownDomains })
  })
  switch (outcome.kind) {
    case 'saved':
      context.log.info('contact_added', { leadQuality: outcome.assessment.leadQuality })
      if (outcome.queued) context.syncLead(assessment.id)
      context.sendWebhooks(assessment.id)
      if (outcome.emailId) context.deliverEmail(outcome.emailId)
      return redirect(`/assessment/results/${assessment.id}?saved#next-steps`)
    case 'not_found':
      throw new Response(null, { status: 404 })
    case 'unavailable':
      return again(503, {}, NOTICES.unavailable)
    case 'limited':
      return again(429, {}, limitNotice(outcome), retryAfter(outcome.retryAfterSeconds))
    case 'other_browser':
      return again(403, {}, NOTICES.otherBrowser)
    case 'email_first':
      return again(422, {}, NOTICES.emailFirst)
    case 'consent_first':
      return again(422, { consent: TICK_OR_EMPTY })
  }
}

const NOTICES = {
  otherBrowser: {
    title: 'Only the browser that took the assessment can add details',
    text: 'A link from an e-mail shows the result, whoever holds it. Nothing was saved: please give your details in the browser in which you answered the questions, or take the assessment here.',
  },
  emailFirst: {
    title: 'We need your e-mail address first',
    text: 'Please enter your e-mail address, then add the other details.',
  },
  unavailable: {
    title: 'We could not save your details',
    text: 'They are still in the form. Please wait a moment and try again.',
  },
}

const limitNotice = ({ purpose, retryAfterSeconds }: Extract<ContactOutcome, { kind: 'limited' }>) => ({
  title: purpose.startsWith(CONTACT_NETWORK)
    ? 'Many people on your network have given details'
    : 'Your details were changed many times',
  text: `Nothing was saved just now. What you typed is still in the form: please try again in ${waitInWords(retryAfterSeconds)}.`,
})

export default function ResultsPage() {
  const { results, notice } = useLoaderData<typeof loader>()
  return (
    <Layout width="wide">
      {notice && (
        <Notice tone="warning" title={notice.title}>
          <p>{notice.text}</p>
        </Notice>
      )}
      <Results {...results} />
    </Layout>
  )
}
