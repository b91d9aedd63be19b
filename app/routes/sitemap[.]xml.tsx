import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { SCORECARDS } from '#app/content/scorecards.ts'
import { sitemapXml } from '#app/domain/sitemap.ts'
import { answerInstead } from '#app/web/download.server.ts'

/** The pages that search engines may list. */
export function loader({ context }: LoaderFunctionArgs) {
  const body = sitemapXml(context.config.SITE_URL, SCORECARDS)
  return answerInstead(
    context,
    new Response(body, { headers: { 'Content-Type': 'application/xml; charset=utf-8' } }),
  )
}

// Without a component this would be a resource route, whose errors skip the styled page.
export default function Sitemap() {
  return null
}
