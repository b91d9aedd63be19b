import { type LoaderFunctionArgs, type MetaFunction, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { PrivacyPage, type PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { parsePrivacyAction } from '#app/domain/privacy/action.ts'
import { readLinks } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable, orUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { showReceipt } from '#app/services/privacy/show-receipt.server.ts'
import { readSendingState } from '#app/services/mail/report-mail.server.ts'
import { MESSAGES, privacyView, receiptMessage } from './privacy-view.server.ts'

export const meta: MetaFunction = () => [
  { title: pageTitle('Privacy and your data') },
  {
    name: 'description',
    content:
      'What the assessment holds about you, for how long, and how to get a copy of it or have it erased.',
  },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const retentionDays = context.config.RETENTION_DAYS
  const action = parsePrivacyAction(query.get('action') ?? undefined) ?? undefined
  const show = (message: PrivacyPageProps['message'], status = 200) =>
    json(privacyView(retentionDays, { action, known, message }), { status })
  const secrets = context.config.SESSION_SECRETS
  const { remembered } = await identifyVisitor(request, secrets, context.now)
  const known = remembered.sessions.length > 0 || (await readLinks(request, secrets, context.now)).any
  const number = query.get('receipt')
  if (number !== null) {
    const receipt = await orServiceUnavailable(context.log, 'privacy_failed', () =>
      showReceipt(context.db, number),
    )
    return receipt ? show(receiptMessage(receipt)) : show(MESSAGES.unknownReceipt, 404)
  }
  if (query.has('sent')) {
    const sending = await orUnavailable(context.log, 'privacy_failed', () => readSendingState(context.db))
    return show(sending.kind === 'paused' ? MESSAGES.delayed : MESSAGES.sent)
  }
  if (query.has('forgotten')) return show(MESSAGES.forgotten)
  return show(query.has('withdrawn') ? MESSAGES.withdrawn : null)
}

export default function Privacy() {
  return (
    <Layout>
      <PrivacyPage {...useLoaderData<typeof loader>()} />
    </Layout>
  )
}
