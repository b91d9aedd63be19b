import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { messagesFor } from '#app/words/messages.ts'
import { keepLink } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { openLink } from '#app/services/assessment/open-link.server.ts'

/**
 * Leads from a link in an e-mail to what it opens, at an address without a secret, with a cookie in its place.
 * @param gone what to say of a link that opens nothing
 * @throws Response 404 for one, whatever the reason
 */
export async function followLink(
  tokenHash: string | null,
  request: Request,
  { db, log, config, now, mount }: AppLoadContext,
  gone: string,
): Promise<Response> {
  const link = await orServiceUnavailable(log, 'link_failed', () => openLink(db, tokenHash))
  if (!link || tokenHash === null)
    throw new Response(`${gone} ${messagesFor(mount.language).errors.brokenLink}`, { status: 404 })
  const kind = link.session ? 'resume' : 'results'
  const to = link.session ? '/assessment/resume' : `/assessment/results/${link.assessmentId}?by-link`
  const kept = await keepLink(request, { kind, tokenHash }, config.SESSION_SECRETS, now)
  return redirect(to, { headers: { 'Set-Cookie': kept } })
}
