import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { PrivacyStop, type PrivacyStopProps } from '#app/components/privacy-stop.tsx'
import { readStopToken } from '#app/platform/stop-token.server.ts'
import { stopEmails } from '#app/services/privacy/stop-emails.server.ts'
import { showAgain, viewOfAction } from '#app/web/action-view.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'

export const meta: MetaFunction = () => [
  { title: pageTitle('Stop our e-mails') },
  { name: 'robots', content: 'noindex' },
]

/** Shows a button and changes nothing: mail scanners follow links. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const shown = viewOfAction<PrivacyStopProps>(context)
  if (shown) return json(shown)
  await requireHash(params.token, context.config.SESSION_SECRETS)
  return json<PrivacyStopProps>({ done: null })
}

/**
 * RFC 8058, section 3.2: no cookie, no question, no redirect. Whoever posts holds a link that was sent to the address: a mail
 * program, its provider, or somebody who pressed the button.
 */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const { config, db, log } = context
  const hash = await requireHash(params.token, config.SESSION_SECRETS)
  const form = await request.text().catch(() => '')
  const oneClick = /List-Unsubscribe=One-Click/i.test(form)
  const receipt = await orServiceUnavailable(log, 'withdrawal_failed', () =>
    stopEmails(db, hash, { oneClick, hashSecrets: config.IP_HASH_SECRET }),
  )
  if (receipt !== null) {
    log.info('consent_withdrawn')
    context.markContact(receipt)
  }
  return showAgain<PrivacyStopProps>(
    context,
    { done: receipt === null ? NOTHING_HELD : stopped(receipt) },
    { status: 200 },
  )
}

const stopped = (receipt: string) => ({
  title: 'We have stopped our e-mails to you',
  texts: ['Your consent has been withdrawn. Nothing more is sent to you, and nothing is passed on.'],
  receipt,
})

const NOTHING_HELD = {
  title: 'We send you no e-mails',
  texts: [
    'We hold nothing any more that was sent to this address, and nothing is sent there. If you want to be sure that our customer database knows nothing of you either, use the form on the privacy page.',
  ],
}

/** @throws Response 404 for a link that was altered */
async function requireHash(token: string | undefined, secrets: readonly string[]): Promise<string> {
  const hash = await readStopToken(secrets, token ?? '')
  if (hash === null)
    throw new Response(
      'This link is not complete. Copy all of it from the e-mail, or use the form on the privacy page.',
      {
        status: 404,
      },
    )
  return hash
}

export default function StopEmails() {
  return (
    <Layout>
      <PrivacyStop {...useLoaderData<typeof loader>()} />
    </Layout>
  )
}
