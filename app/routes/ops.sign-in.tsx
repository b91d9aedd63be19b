import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SignInForm } from '#app/components/ops/sign-in-form.tsx'
import { generateSessionId } from '#app/platform/random.server.ts'
import { tokenPrint } from '#app/platform/ops-token.server.ts'
import { recordSession, signIn } from '#app/services/console/sign-in.server.ts'
import { writeOpsSession } from '#app/web/console/session-cookie.server.ts'
import { safeReturn, tokenViewer } from '#app/web/console/viewer.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import styles from '#app/styles/ops.css?url'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
export const handle = { script: () => null }
export const meta = () => [{ title: 'Sign in · Scorecard console' }]

/** The form, where there are tokens. */
export function loader({ request, context }: LoaderFunctionArgs) {
  if (!context.config.OPS_TOKEN) throw new Response(null, { status: 404 })
  return json({ to: safeReturn(new URL(request.url).searchParams.get('to')) })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { config, db, log, now } = context
  const tokens = config.OPS_TOKEN
  if (!tokens) throw new Response(null, { status: 404 })
  const { token: given = '', to } = await textFields(request)
  const outcome = await orServiceUnavailable(log, 'sign_in_failed', () =>
    signIn(db, {
      tokens,
      given,
      hashSecrets: [config.IP_HASH_SECRET[0]!],
      ipAddress: request.headers.get('CF-Connecting-IP'),
    }),
  )
  if (outcome.kind === 'limited') {
    log.warn('ops_sign_in_limited', {})
    throw retryLater(429, outcome.retryAfterSeconds)
  }
  if (outcome.kind === 'wrong') {
    log.warn('ops_sign_in_refused', {})
    return json({ wrong: true }, { status: 422 })
  }
  const secret = config.SESSION_SECRETS[0]!
  const id = generateSessionId()
  const viewer = await tokenViewer(outcome.token, id)
  await orServiceUnavailable(log, 'sign_in_failed', () => recordSession(db, viewer, 'signed_in'))
  const session = { name: outcome.token.name, print: await tokenPrint(secret, outcome.token), id }
  return redirect(safeReturn(to ?? null), {
    headers: { 'Set-Cookie': await writeOpsSession(session, config.SESSION_SECRETS, now) },
  })
}

export default function OpsSignIn() {
  const { to } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>()
  return <SignInForm to={to} wrong={outcome !== undefined} />
}

export { ConsoleErrorBoundary as ErrorBoundary, errorHeaders as headers } from './ops.$/error-boundary.tsx'
