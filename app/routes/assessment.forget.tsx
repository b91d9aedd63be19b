import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { forgetLinks } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { forgetVisitor } from '#app/web/visitor-cookie.server.ts'
import { forgetBrowser } from '#app/services/forget-browser.server.ts'

/** Somebody who opens the address itself is shown where the button is. */
export const loader = () => redirect('/privacy')

/** The cookies stay where the database cannot be reached: their copies would still open what they open. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { config, db, log, now } = context
  const { remembered } = await identifyVisitor(request, config.SESSION_SECRETS, now)
  await orServiceUnavailable(log, 'forget_failed', () => forgetBrowser(db, remembered.sessions))
  log.info('browser_forgotten', { sessions: remembered.sessions.length })
  const headers = new Headers({ Location: '/privacy?forgotten' })
  for (const cookie of await Promise.all(
    [forgetVisitor, forgetLinks].map((end) => end(config.SESSION_SECRETS)),
  ))
    headers.append('Set-Cookie', cookie)
  // Not "cookies": those of the whole domain would go, other sites of the owner's included.
  headers.set('Clear-Site-Data', '"cache", "storage"')
  return new Response(null, { status: 302, headers })
}

// Without a component this would be a resource route, whose errors skip the styled page.
export default function Forget() {
  return null
}
