import { type AppLoadContext, type LoaderFunctionArgs, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { PrivacyPage, type PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { REMEMBERED_SESSIONS } from '#app/domain/limits.ts'
import { parsePrivacyAction } from '#app/domain/privacy/action.ts'
import { readLinks } from '#app/web/link-cookie.server.ts'
import { inTime, orServiceUnavailable, orUnavailable } from '#app/web/unavailable.server.ts'
import { showReceipts } from '#app/services/privacy/show-receipt.server.ts'
import { listBrowserConsents } from '#app/services/privacy/withdraw-in-browser.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { readSendingState } from '#app/services/mail/report-mail.server.ts'
import { pageMessage, privacyView, receiptsMessage } from './privacy-view.server.ts'

const head: HeadOf = ({ layout, privacy }) => ({
  path: '/privacy',
  title: layout.privacy,
  description: privacy.description,
})

export const handle = { head }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const action = parsePrivacyAction(query.get('action') ?? undefined) ?? undefined
  const { language } = context.mount
  const agreed = await hasAgreed(request, context)
  const mayWithdraw = agreed === true
  const show = (message: PrivacyPageProps['message'], status = 200) =>
    json(privacyView(context.config, language, { action, known, message, mayWithdraw }), { status })
  const secrets = context.config.SESSION_SECRETS
  const { remembered } = await identifyVisitor(request, secrets, context.now)
  const known = remembered.sessions.length > 0 || (await readLinks(request, secrets, context.now)).any
  const numbers = query.getAll('receipt').slice(0, REMEMBERED_SESSIONS)
  if (numbers.length > 0) {
    const [first, ...others] = await orServiceUnavailable(context.log, 'privacy_failed', () =>
      showReceipts(context.db, numbers),
    )
    return first
      ? show(receiptsMessage([first, ...others], language))
      : show(pageMessage('unknownReceipt', language), 404)
  }
  if (query.has('sent')) {
    const sending = await orUnavailable(context.log, 'privacy_failed', () => readSendingState(context.db))
    return show(pageMessage(sending.kind === 'paused' ? 'delayed' : 'sent', language))
  }
  if (query.has('forgotten')) return show(pageMessage('forgotten', language))
  return show(query.has('withdrawn') && agreed === false ? pageMessage('withdrawn', language) : null)
}

/** Whether this browser has agreed to something that it may withdraw. Null when it is not known: the page is shown in any case. */
async function hasAgreed(
  request: Request,
  { config, db, log, now }: AppLoadContext,
): Promise<boolean | null> {
  const { remembered } = await identifyVisitor(request, config.SESSION_SECRETS, now)
  if (remembered.sessions.length === 0) return false
  const found = await inTime(config.STATE_WAIT_MS, () =>
    orUnavailable(log, 'privacy_failed', async () => ({
      kind: 'found' as const,
      consents: await listBrowserConsents(db, remembered.sessions),
    })),
  )
  return found.kind === 'found' ? found.consents.length > 0 : null
}

export default function Privacy() {
  return (
    <Layout>
      <PrivacyPage {...useLoaderData<typeof loader>()} />
    </Layout>
  )
}
