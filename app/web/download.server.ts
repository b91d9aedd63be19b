import type { AppLoadContext } from '@remix-run/cloudflare'

const downloads = new WeakMap<AppLoadContext, Response>()

/**
 * Makes a file the answer to this request, instead of its route's page: Remix renders the page after every action of a
 * route that has one.
 * @param file its content, sent as an attachment
 */
export function answerWithDownload(
  context: AppLoadContext,
  file: { name: string; type: string; content: string },
): Response {
  const headers = { 'Content-Type': file.type, 'Content-Disposition': `attachment; filename="${file.name}"` }
  downloads.set(context, new Response(file.content, { headers }))
  return new Response(null, { status: 200 })
}

/** The file that is the answer to this request, or null: then its page is. */
export function findDownload(context: AppLoadContext): Response | null {
  return downloads.get(context) ?? null
}
