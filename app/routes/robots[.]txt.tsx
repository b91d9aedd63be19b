import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { answerInstead } from '#app/web/download.server.ts'

/**
 * For search engines. Nothing that must not be listed is kept from them here: a page says so itself, which they can only read
 * where they may look, and steps send whoever has no assessment to the landing page.
 */
export function loader({ context }: LoaderFunctionArgs) {
  const sitemap = new URL('/sitemap.xml', context.config.SITE_URL).href
  const body = `User-agent: *\nDisallow: /ops\n\nSitemap: ${sitemap}\n`
  return answerInstead(
    context,
    new Response(body, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } }),
  )
}

// Without a component this would be a resource route, whose errors skip the styled page.
export default function Robots() {
  return null
}
