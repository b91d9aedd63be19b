import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/cloudflare'
import { RemixServer, isRouteErrorResponse } from '@remix-run/react'
import { renderToStaticMarkup } from 'react-dom/server'
import { BrandContext, MessagesContext, MountContext, PlaceContext } from '#app/components/mount.tsx'
import { SiteContext } from '#app/components/site.tsx'
import { keepTogether } from '#app/domain/language/keep-together.ts'
import type { Language } from '#app/domain/language/languages.ts'
import { siteOf } from '#app/platform/site.server.ts'
import { STYLE_FAMILIES } from '#app/styles/families.ts'
import styles from '#app/styles/index.css?url'
import sharedStyles from '#app/styles/shared.css?url'
import { loadAfterPaint } from '#app/web/after-paint.server.ts'
import { findDownload } from '#app/web/download.server.ts'
import { fetchedPart, isFetched } from '#app/web/fetched-page.server.ts'
import { openOutside } from '#app/web/outside-links.server.ts'
import { hasSheet, inlineStyles, styleSheet } from '#app/web/inline-styles.server.ts'
import { messagesFor, messagesOf } from '#app/words/messages.ts'
import { quizOfMount } from '#app/web/quiz.server.ts'
import { NonceContext, RequestIdContext } from '#app/web/nonce.tsx'
import { isClosedPath } from '#app/web/security-headers.server.ts'

const sheet = styleSheet(STYLE_FAMILIES, { href: styles, sharedHref: sharedStyles })

/** Renders a page, unless the action has answered with a file. It is sent whole: nothing on it is deferred, and no React takes it up. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Response {
  const download = findDownload(context)
  if (download) return download
  const { pathname, search } = new URL(request.url)
  const quiz = quizOfMount(context.mount)
  const page = renderToStaticMarkup(
    <NonceContext.Provider value={context.nonce}>
      <RequestIdContext.Provider value={context.requestId}>
        <SiteContext.Provider value={siteOf(context.config)}>
          <MountContext.Provider value={context.mount}>
            <PlaceContext.Provider value={pathname + search}>
              <BrandContext.Provider value={quiz.ownBrand}>
                <MessagesContext.Provider value={messagesOf(quiz)}>
                  <RemixServer context={remix} url={request.url} nonce={context.nonce} />
                </MessagesContext.Provider>
              </BrandContext.Provider>
            </PlaceContext.Provider>
          </MountContext.Provider>
        </SiteContext.Provider>
      </RequestIdContext.Provider>
    </NonceContext.Provider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  const linked = context.mount.embedded ? openOutside(page) : page
  return new Response(`<!DOCTYPE html>${sentPart(linked, request, context)}`, { status, headers })
}

function sentPart(page: string, { url, headers }: Request, { nonce, mount }: AppLoadContext): string {
  // The console allows no styles in a page.
  if (isClosedPath(new URL(url).pathname)) return page
  const lines = keepTogether(page)
  if (isFetched(headers)) return fetchedPart(lines)
  const isFirst = !hasSheet(headers)
  const styled = inlineStyles(lines, sheet, nonce, isFirst)
  // The pages that follow have their script in the cache. A frame below what is in sight is painted late, and has to say
  // before that how high it is.
  return isFirst && !mount.embedded ? loadAfterPaint(styled, nonce) : styled
}

/** What a request gets that no route could answer. Text alone, since whatever makes pages may be what has failed. */
export function failureText(language: Language, requestId: string): string {
  const { errors } = messagesFor(language)
  const { title, text } = errors[500]
  return `${title}\n${text}\n${errors.quote(requestId)}\n`
}

export function refusalText(language: Language, status: number): string {
  const { errors } = messagesFor(language)
  const { title, text } = Object.hasOwn(errors, status) ? errors[status as 404] : errors[400]
  return `${title}\n${text}\n`
}

/**
 * What a loader or an action threw. Remix shows the prospect nothing of it. Its own refusals (no such route, no such
 * method) come here as well; anybody can bring them about, and the line of the request has their status.
 */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  context.log.error('route_failed', error)
}
