import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type SerializeFrom,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { Notice } from '#app/components/notice.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { Results } from '#app/components/results.tsx'
import { FIX } from '#app/components/what-if.tsx'
import { messagesFor } from '#app/words/messages.ts'
import { viewOfAction } from '#app/web/action-view.server.ts'
import { CONTINUATION, readContinuation } from '#app/web/continuation.server.ts'
import { hashToken } from '#app/platform/token.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { passRetryAfter } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { confirmLink } from '#app/services/assessment/confirm-link.server.ts'
import { isAssessmentId } from '#app/services/assessment/open-results.server.ts'
import { answerContact } from './answer-contact.server.ts'
import { answerOwnLink } from './answer-own-link.server.ts'
import { followLink } from './follow-link.server.ts'
import { keepingView } from './keeping-view.server.ts'
import { noSuchResults, requireOwnResults } from './require-results.server.ts'
import { type ResultsView, resultsView } from './results-view.server.ts'

const head: HeadOf<SerializeFrom<typeof loader> | undefined> = ({ results }, data) => ({
  title: results.title,
  refused: Boolean(data?.notice ?? hasErrors(data?.results)),
  noindex: true,
})

export const handle = { head }

function hasErrors(results: ResultsView['results'] | undefined): boolean {
  const errors = { ...results?.contact?.errors, ...results?.correction?.errors }
  return Object.keys(errors).length > 0
}

export const headers = passRetryAfter

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const shown = viewOfAction<ResultsView>(context)
  if (shown) return json(shown)
  const words = messagesFor(context.mount.language)
  // What an e-mail leads to: not the number of an assessment, but a token in its place.
  const tokenHash = await hashToken(params.id ?? '')
  if (tokenHash !== null) throw await followLink(tokenHash, request, context, words.links.expired)
  const visitor = await identifyVisitor(request, context.config.SESSION_SECRETS, context.now)
  const assessment = await requireOwnResults(params.id, request, visitor, context)
  const query = new URL(request.url).searchParams
  const saved = query.has('saved')
    ? words.notices.saved
    : query.has('confirmed')
      ? words.notices.confirmed
      : undefined
  const keeping = await keepingView(assessment, context)
  return json(resultsView(assessment, context, { saved, keeping, fixes: query.getAll(FIX) }))
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!isAssessmentId(params.id ?? '')) throw noSuchResults(params.id, context)
  const visitor = await identifyVisitor(request, context.config.SESSION_SECRETS, context.now)
  const fields = await textFields(request)
  const continued =
    visitor.remembered.sessions.length === 0
      ? await readContinuation(context.config.SESSION_SECRETS, 'results', fields[CONTINUATION], context.now)
      : null
  const carriedBy = continued?.sessionId ?? null
  const assessment = await requireOwnResults(params.id, request, visitor, context, carriedBy)
  if (carriedBy !== null) return answerContact({ assessment, fields, visitor, context, carriedBy })
  const { linkHash } = assessment
  if (fields.intent === 'confirm_address' && linkHash !== null) {
    const leadId = await orServiceUnavailable(context.log, 'confirmation_failed', () =>
      confirmLink(context.db, linkHash),
    )
    if (leadId !== null) context.syncLead(leadId)
    context.sendWebhooks(assessment.id)
    return redirect(`/assessment/results/${assessment.id}?by-link&confirmed#next-steps`)
  }
  const answered = await answerOwnLink(fields.intent, assessment, visitor.ipAddress, context)
  if (answered) return answered
  return answerContact({ assessment, fields, visitor, context, carriedBy })
}

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
