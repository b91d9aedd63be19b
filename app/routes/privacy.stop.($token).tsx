import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from '@remix-run/cloudflare'
import { json, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { PrivacyStop, type PrivacyStopProps } from '#app/components/privacy-stop.tsx'
import { readStopToken } from '#app/platform/stop-token.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { stopEmails } from '#app/services/privacy/stop-emails.server.ts'
import { showAgain, viewOfAction } from '#app/web/action-view.server.ts'
import { keepLink, linkKey, readLinks } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'

const head: HeadOf = ({ privacy }) => ({ title: privacy.stop.title, noindex: true })

export const handle = { head }

/** Shows a button and changes nothing: mail scanners follow links. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const shown = viewOfAction<PrivacyStopProps>(context)
  if (shown) return json(shown)
  const { config, now } = context
  if (params.token !== undefined) {
    const tokenHash = await requireHash(params.token, context)
    const kept = await keepLink(request, { kind: 'stop', tokenHash }, config.SESSION_SECRETS, now)
    return redirect('/privacy/stop', { headers: { 'Set-Cookie': kept } })
  }
  const hash = (await readLinks(request, config.SESSION_SECRETS, now)).find('stop')
  return hash === null
    ? json<PrivacyStopProps>({ link: null }, { status: 403 })
    : json<PrivacyStopProps>({ link: linkKey(hash) })
}

/**
 * With the token in the address as RFC 8058, section 3.2, has it: no cookie, no question, no redirect. Whoever posts holds a link
 * that was sent to the address: a mail program, its provider, or somebody who pressed the button.
 */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const { config, db, log, mount } = context
  const form = await request.text().catch(() => '')
  const fields = new URLSearchParams(form)
  const hash =
    params.token === undefined
      ? await findHash(fields, request, context)
      : await requireHash(params.token, context)
  if (hash === null) {
    const incomplete = fields.has('pasted')
    return showAgain<PrivacyStopProps>(
      context,
      { link: null, incomplete },
      { status: incomplete ? 422 : 403 },
    )
  }
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

const TOKEN = /(?:%2F|[^0-9a-f]|^)([0-9a-f]{96})(?![0-9a-f])/i

/** Of the cookie, or of the link that is pasted where the browser keeps none. */
async function findHash(form: URLSearchParams, request: Request, context: AppLoadContext) {
  const pasted = form.get('pasted')
  // Other programs wrap links in links of their own, and people copy more than the link.
  if (pasted !== null) {
    const token = TOKEN.exec(pasted)?.[1] ?? pasted.slice(pasted.lastIndexOf('/') + 1)
    return readStopToken(context.config.SESSION_SECRETS, token)
  }
  const links = await readLinks(request, context.config.SESSION_SECRETS, context.now)
  return links.find('stop', form.get('link') ?? undefined)
}

/** @throws Response 404 for a link that was altered */
async function requireHash(token: string, { config, mount }: AppLoadContext): Promise<string> {
  const hash = await readStopToken(config.SESSION_SECRETS, token)
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
