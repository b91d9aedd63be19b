import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { recordSession } from '#app/services/console/sign-in.server.ts'
import { forgetOpsSession } from '#app/web/console/session-cookie.server.ts'
import { SIGN_IN_PATH, identify } from '#app/web/console/viewer.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'

/** A link cannot sign anybody out. */
export function loader({ context }: LoaderFunctionArgs) {
  if (!context.config.OPS_TOKEN && !context.verifyAccess) throw new Response(null, { status: 404 })
  return redirect('/ops')
}

/** Ends the session here, so that a copy of its cookie opens nothing, and with Access there as well. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { config, db, log } = context
  const identity = await identify(request, context)
  if (identity.kind === 'absent') throw new Response(null, { status: 404 })
  if (identity.kind === 'viewer')
    await orServiceUnavailable(log, 'sign_out_failed', () => recordSession(db, identity.viewer, 'signed_out'))
  const byAccess = identity.kind === 'viewer' && identity.viewer.by === 'access'
  // Of Access, before the Worker, at every address that it guards.
  const next = byAccess ? '/cdn-cgi/access/logout' : SIGN_IN_PATH
  return redirect(next, { headers: { 'Set-Cookie': await forgetOpsSession(config.SESSION_SECRETS) } })
}
