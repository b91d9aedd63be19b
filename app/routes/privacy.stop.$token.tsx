import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { PrivacyStop, type PrivacyStopProps } from '#app/components/privacy-stop.tsx'
import { readStopToken } from '#app/platform/stop-token.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { stopEmails } from '#app/services/privacy/stop-emails.server.ts'
import { showAgain, viewOfAction } from '#app/web/action-view.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'

const head: HeadOf = ({ privacy }) => ({ title: privacy.stop.title, noindex: true })

export const handle = { head }

/** Shows a button and changes nothing: mail scanners follow links. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const shown = viewOfAction<PrivacyStopProps>(context)
  if (shown) return json(shown)
  await requireHash(params.token, context)
  return json<PrivacyStopProps>({})
}

/**
 * RFC 8058, section 3.2: no cookie, no question, no redirect. Whoever posts holds a link that was sent to the address: a mail
 * program, its provider, or somebody who pressed the button.
 */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const { config, db, log, mount } = context
  const hash = await requireHash(params.token, context)
  const form = await request.text().catch(() => '')
  const oneClick = /List-Unsubscribe=One-Click/i.test(form)
  const receipt = await orServiceUnavailable(log, 'withdrawal_failed', () =>
    stopEmails(db, hash, { oneClick, hashSecrets: config.IP_HASH_SECRET, language: mount.language }),
  )
  if (receipt !== null) {
    log.info('consent_withdrawn')
    context.markContact(receipt)
  }
  return showAgain<PrivacyStopProps>(
    context,
    { stopped: receipt === null ? null : { receipt } },
    { status: 200 },
  )
}

/** @throws Response 404 for a link that was altered */
async function requireHash(token: string | undefined, { config, mount }: AppLoadContext): Promise<string> {
  const hash = await readStopToken(config.SESSION_SECRETS, token ?? '')
  if (hash === null) throw new Response(messagesFor(mount.language).privacy.stop.incomplete, { status: 404 })
  return hash
}

export default function StopEmails() {
  return (
    <Layout>
      <PrivacyStop {...useLoaderData<typeof loader>()} />
    </Layout>
  )
}
