import { type ActionFunctionArgs, type LoaderFunctionArgs, json, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { PrivacyPage, type PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { emailSchema } from '#app/domain/lead/email-address.ts'
import { firstProblem } from '#app/domain/lead/field-problem.ts'
import { PRIVACY_ACTIONS, parsePrivacyAction } from '#app/domain/privacy/action.ts'
import { showAgain, viewOfAction } from '#app/web/action-view.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import { privacyView } from '#app/routes/privacy._index/privacy-view.server.ts'

const head: HeadOf<PrivacyPageProps | undefined> = ({ layout }, data) => ({
  title: layout.privacy,
  refused: data?.form.error !== undefined,
})

export const handle = { head }

/** Shows what the action wants shown; somebody who opens the address itself is shown the page on privacy. */
export function loader({ context }: LoaderFunctionArgs) {
  const shown = viewOfAction<PrivacyPageProps>(context)
  if (!shown) throw redirect('/privacy')
  return json(shown)
}

export async function action({ request, context }: ActionFunctionArgs) {
  const fields = await textFields(request)
  const { config, db } = context
  const { language } = context.mount
  const asked = parsePrivacyAction(fields.action) ?? 'export'
  const words = messagesFor(language)
  const email = emailSchema.safeParse(fields.email ?? '')
  if (!email.success) {
    const error = fields.email
      ? words.fields.problem('email', firstProblem(email.error))
      : words.privacy.form.noEmail
    const view = privacyView(config, language, { email: fields.email, action: asked, error })
    return showAgain(context, view, { status: 422 })
  }
  const { ipAddress, remembered } = await identifyVisitor(request, config.SESSION_SECRETS, context.now)
  const sessionIds = remembered.sessions
  const input = { email: email.data, kind: PRIVACY_ACTIONS[asked], language, ipAddress, sessionIds }
  const secrets = { hash: config.IP_HASH_SECRET, link: config.SESSION_SECRETS }
  const outcome = await orServiceUnavailable(context.log, 'privacy_failed', () =>
    requestPrivacyLink(db, input, secrets),
  )
  if (outcome.kind === 'too_many_from_network') {
    throw retryLater(429, outcome.retryAfterSeconds)
  }
  if (outcome.kind === 'accepted') {
    context.deliverEmail(outcome.messageId)
    context.log.info('privacy_link_requested', { kind: input.kind })
  }
  return redirect('/privacy?sent')
}

export default function PrivacyRequest() {
  return (
    <Layout>
      <PrivacyPage {...useLoaderData<typeof loader>()} />
    </Layout>
  )
}
