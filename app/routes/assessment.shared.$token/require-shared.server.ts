import type { AppLoadContext } from '@remix-run/cloudflare'
import { openSharedResults } from '#app/services/assessment/open-shared.server.ts'
import type { OwnResults } from '#app/services/assessment/open-results.server.ts'
import { quizOf } from '#app/content/scorecards.ts'
import { requireOwnMount } from '#app/web/own-mount.server.ts'
import { messagesFor } from '#app/words/messages.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'

/** @throws Response 404 for a link that opens nothing, whatever the reason */
export async function requireSharedResults(
  token: string | undefined,
  request: Request,
  { db, log, mount }: AppLoadContext,
): Promise<OwnResults> {
  const assessment = await orServiceUnavailable(log, 'results_failed', () =>
    openSharedResults(db, token ?? ''),
  )
  if (assessment) {
    requireOwnMount(request, mount, quizOf(assessment))
    return assessment
  }
  const { links, errors } = messagesFor(mount.language)
  throw new Response(`${links.shared.ended} ${errors.brokenLink}`, { status: 404 })
}
