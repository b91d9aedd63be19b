import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/cloudflare'
import { RemixServer, isRouteErrorResponse } from '@remix-run/react'
import { renderToReadableStream } from 'react-dom/server'
import { findDownload } from './web/download.server.ts'
import type { Config } from './platform/config.server.ts'
import { NonceContext } from './web/nonce.tsx'
import { type Site, SiteContext } from './components/site.tsx'

/** Renders a page, unless the action has answered with a file. It is sent whole: nothing on it is deferred, and a failed render can still change the status. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const download = findDownload(context)
  if (download) return download
  let renderStatus = status
  const body = await renderToReadableStream(
    <NonceContext.Provider value={context.nonce}>
      <SiteContext.Provider value={siteOf(context.config)}>
        <RemixServer context={remix} url={request.url} nonce={context.nonce} />
      </SiteContext.Provider>
    </NonceContext.Provider>,
    {
      nonce: context.nonce,
      signal: request.signal,
      onError(error) {
        context.log.error('render_failed', error)
        renderStatus = 500
      },
    },
  )
  await body.allReady
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(body, { status: renderStatus, headers })
}

function siteOf({ COMPANY_NAME, IMPRINT_URL, CONTACT_URL, PRIVACY_EMAIL }: Config): Site {
  const mail = PRIVACY_EMAIL && `mailto:${PRIVACY_EMAIL}`
  return {
    company: COMPANY_NAME ?? null,
    imprintUrl: IMPRINT_URL ?? null,
    contactUrl: CONTACT_URL ?? mail ?? null,
  }
}

/**
 * What a loader or an action threw. Remix shows the prospect nothing of it. Its own refusals (no such route, no such
 * method) come here as well; anybody can bring them about, and the line of the request has their status.
 */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  context.log.error('route_failed', error)
}
