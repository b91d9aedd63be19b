import type { AppLoadContext } from '@remix-run/cloudflare'

const downloads = new WeakMap<AppLoadContext, Response>()

/** Sent instead of the page, which Remix renders after every action of a route that has one. */
export function answerWithDownload(
  context: AppLoadContext,
  file: { name: string; type: string; content: BodyInit },
): Response {
  const headers = { 'Content-Type': file.type, 'Content-Disposition': attachment(file.name) }
  return answerInstead(context, new Response(file.content, { headers }))
}

/** By RFC 8187, which headers need for a name in other letters than English ones. */
function attachment(name: string): string {
  return /^[\w.-]+$/.test(name)
    ? `attachment; filename="${name}"`
    : `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
}

export function answerInstead(context: AppLoadContext, response: Response): Response {
  downloads.set(context, response)
  return new Response(null, { status: 200 })
}

/** The file that is the answer to this request, or null: then its page is. */
export function findDownload(context: AppLoadContext): Response | null {
  return downloads.get(context) ?? null
}
