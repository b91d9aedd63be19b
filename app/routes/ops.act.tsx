import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ConfirmAct } from '#app/components/ops/confirm-act.tsx'
import { ConsoleFrame } from '#app/components/ops/frame.tsx'
import { type Act, type Proposal, actSchema, pageOfAct } from '#app/domain/console/act.ts'
import { findExperiment } from '#app/content/experiments.ts'
import { performAct, proposeAct } from '#app/services/console/act.server.ts'
import { isSignedOut } from '#app/services/console/console-page.server.ts'
import { countOpsPost } from '#app/services/console/sign-in.server.ts'
import { forgetOpsSession } from '#app/web/console/session-cookie.server.ts'
import { requireViewer, toSignIn } from '#app/web/console/viewer.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import styles from '#app/styles/ops.css?url'
import type { Frame } from '#app/domain/console/page-view.ts'
import { frameOf } from './ops.$/answer.server.ts'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
export const handle = { script: () => null }
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? data.proposal.title : 'Console'} · Scorecard console` },
]

interface ShownAct {
  act: Act
  proposal: Proposal
  frame: Frame
}

/** What would be done, and to how many. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request, context, 'operate')
  const act = readAct(Object.fromEntries(new URL(request.url).searchParams))
  const [proposal, signedOut] = await orServiceUnavailable(context.log, 'console_failed', async () => [
    await proposeAct(context.db, act),
    await isSignedOut(context.db, viewer),
  ])
  if (signedOut) throw toSignIn(request, await forgetOpsSession(context.config.SESSION_SECRETS))
  return json<ShownAct>({ act, proposal, frame: frameOf(request, viewer, context.config) })
}

/** Does what was confirmed, and shows on its page what became of it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context, 'operate')
  const { confirmed, ...fields } = await textFields(request)
  const act = readAct(fields)
  const lacks =
    (act.act === 'pause' && act.reason === undefined) ||
    (act.act === 'stop_experiment' && act.winner === undefined)
  if (confirmed !== 'yes' || lacks)
    throw new Response('It was not confirmed, or a choice is missing: nothing was done.', { status: 422 })
  const outcome = await orServiceUnavailable(context.log, 'console_failed', async () => {
    if (await isSignedOut(context.db, viewer)) return null
    const counted = await countOpsPost(context.db, viewer)
    if (counted.kind === 'limited') return counted
    const done = await performAct(context.db, viewer, act)
    return { kind: 'done' as const, id: done.id }
  })
  if (outcome === null) throw toSignIn(request, await forgetOpsSession(context.config.SESSION_SECRETS))
  if (outcome.kind === 'limited') throw retryLater(429, outcome.retryAfterSeconds)
  if ('experiment' in act) context.refreshExperiment()
  return redirect(`${pageOfAct(act)}?${new URLSearchParams({ done: outcome.id })}`)
}

function readAct(fields: Record<string, string>): Act {
  const act = actSchema.safeParse(fields)
  const isUnknown = act.data?.act === 'start_experiment' && !findExperiment(act.data.experiment)
  if (act.success && !isUnknown) return act.data
  throw new Response('The address says nothing that can be done here.', { status: 422 })
}

export default function OpsAct() {
  const { act, proposal, frame } = useLoaderData<typeof loader>() as ShownAct
  return (
    <ConsoleFrame {...frame}>
      <ConfirmAct act={act} proposal={proposal} />
    </ConsoleFrame>
  )
}

export { ConsoleErrorBoundary as ErrorBoundary, errorHeaders as headers } from './ops.$/error-boundary.tsx'
