import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { notAllowed, shortAnswer } from '#app/web/not-allowed.server.ts'
import { retryAfter } from '#app/web/retry-later.server.ts'
import { MINUTE } from '#app/domain/duration.ts'

/** Resend's webhook: nothing but posts, and no page. */
export const loader = () => notAllowed('POST')

/** Answers soon: 204 whatever it says, once it is signed; 503 where it is to be told again. A repeat is harmless. */
export async function action({ request, context }: ActionFunctionArgs) {
  switch (await context.receiveMailEvent(request.headers, await request.text())) {
    case 'received':
      return new Response(null, { status: 204 })
    case 'refused':
      return shortAnswer(401, 'This is not signed by the mail provider, or not lately.')
    case 'not_configured':
      return shortAnswer(404, 'No mail provider is to tell anything here.')
    case 'too_early':
      return shortAnswer(503, 'Nothing is known of this e-mail yet.', retryAfter(MINUTE))
  }
}
