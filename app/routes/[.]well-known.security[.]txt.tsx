import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { securityText } from '#app/domain/security-text.ts'

/** Where to report a weakness, for whom the owner has set a contact. */
export function loader({ context }: LoaderFunctionArgs) {
  const { SECURITY_CONTACT: contact, SECURITY_LANGUAGES: languages, SITE_URL } = context.config
  if (contact === undefined) throw new Response(null, { status: 404 })
  const canonical = new URL('/.well-known/security.txt', SITE_URL).href
  const body = securityText({ contact, languages, canonical, now: context.now })
  // In place of the page, which exists so that its absence looks like every other.
  throw new Response(body, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
