import type { AppLoadContext } from '@remix-run/cloudflare'
import { messagesFor } from '#app/words/messages.ts'
import { requireOwnMount } from '#app/web/own-mount.server.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { cookieMissing, readLinks } from '#app/web/link-cookie.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import type { Visitor } from '#app/web/visitor.server.ts'
import { type OwnResults, openResults } from '#app/services/assessment/open-results.server.ts'

/** What is none is a link that has lost a part on its way. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** @throws Response 404 for results that are not this visitor's, 403 where a link led to them and its cookie is missing */
export async function requireOwnResults(
  id: string | undefined,
  request: Request,
  visitor: Visitor,
  context: AppLoadContext,
  carriedBy: string | null = null,
): Promise<OwnResults> {
  const links = await readLinks(request, context.config.SESSION_SECRETS, context.now)
  const assessment = await orServiceUnavailable(context.log, 'results_failed', () =>
    openResults(context.db, id ?? '', {
      sessionIds: carriedBy === null ? visitor.remembered.sessions : [carriedBy],
      linkHashes: links.hashes('results'),
      earlier: visitor.remembered.earlier,
    }),
  )
  if (assessment) {
    requireOwnMount(request, context.mount, quizOf(assessment))
    return assessment
  }
  if (new URL(request.url).searchParams.has('by-link')) throw cookieMissing()
  throw noSuchResults(id, context)
}

export function noSuchResults(id: string | undefined, context: AppLoadContext): Response {
  const words = ID.test(id ?? '') ? null : messagesFor(context.mount.language).errors.brokenLink
  return new Response(words, { status: 404 })
}
