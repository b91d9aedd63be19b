import { type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { briefingUrl } from '#app/content/briefing.ts'
import { isSeen } from '#app/web/counted-view.server.ts'
import { notAllowed } from '#app/web/not-allowed.server.ts'
import { readLinks } from '#app/web/link-cookie.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'

/** Leads to where a briefing is booked, and nowhere else; that the results' owner went there is counted afterwards. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { BRIEFING_URL, SESSION_SECRETS } = context.config
  const url = briefingUrl(context.mount, BRIEFING_URL)
  if (url === undefined) throw new Response(null, { status: 404 })
  if (isSeen(request)) {
    const visitor = await identifyVisitor(request, SESSION_SECRETS, context.now)
    const links = await readLinks(request, SESSION_SECRETS, context.now)
    context.countBriefingClick(params.id ?? '', {
      sessionIds: visitor.remembered.sessions,
      linkHashes: links.hashes('results'),
    })
  }
  return redirect(url)
}

/** There is nothing to change here. */
export const action = () => notAllowed('GET, HEAD')
