import type { ActionFunctionArgs } from '@remix-run/cloudflare'

/** Resend's webhook: nothing but posts, and no page. */
export function loader() {
  return new Response(null, { status: 405, headers: { Allow: 'POST' } })
}

/** Answers soon: 204 whatever it says, once it is signed; 503 where it is to be told again. A repeat is harmless. */
export async function action({ request, context }: ActionFunctionArgs) {
  const outcome = await context.receiveMailEvent(request.headers, await request.text())
  return new Response(null, { status: STATUS[outcome] })
}

const STATUS = { received: 204, refused: 401, not_configured: 404, too_early: 503 }
