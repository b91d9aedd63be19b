import { type LoaderFunctionArgs } from '@remix-run/cloudflare'
import { securityText } from '#app/domain/security-text.ts'
import { answerInstead } from '#app/web/download.server.ts'

/** Where to report a weakness, for whom the owner has set a contact. */
export function loader({ context }: LoaderFunctionArgs) {
  const { SECURITY_CONTACT: contact, SECURITY_LANGUAGES: languages, SITE_URL } = context.config
  if (contact === undefined) throw new Response(null, { status: 404 })
  const canonical = new URL('/.well-known/security.txt', SITE_URL).href
  const body = securityText({ contact, languages, canonical, now: context.now })
  return answerInstead(
    context,
    new Response(body, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } }),
  )
}

// Without a component this would be a resource route, whose errors skip the styled page.
export default function SecurityText() {
  return null
}
