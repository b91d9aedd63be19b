import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  json,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ConsoleFrame } from '#app/components/ops/frame.tsx'
import { ConsolePage } from '#app/components/ops/console-page.tsx'
import { findPage } from '#app/services/console/pages.server.ts'
import { recordListLook, recordLook } from '#app/services/console/look.server.ts'
import { countOpsPost } from '#app/services/console/sign-in.server.ts'
import { showAgain, viewOfAction } from '#app/web/action-view.server.ts'
import { requireViewer } from '#app/web/console/viewer.server.ts'
import { answerInstead } from '#app/web/download.server.ts'
import { textFields } from '#app/web/forms.server.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import styles from '#app/styles/ops.css?url'
import type { ShownPage } from '#app/domain/console/page-view.ts'
import { answerPage } from './answer.server.ts'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
export const handle = { script: () => null }
export const meta: MetaFunction = ({ data }) => [
  { title: `${(data as ShownPage | undefined)?.view.title ?? 'Console'} · Scorecard console` },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const opened = viewOfAction<ShownPage>(context)
  if (opened) return json(opened)
  const answer = await answerPage(request, context)
  if ('file' in answer) return answerInstead(context, answer.file)
  return json(answer.shown, { status: answer.status })
}

/** Opens contact details, once the look is on the record. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(request, context, 'personal')
  const fields = await textFields(request)
  const { pathname, searchParams } = new URL(request.url)
  const found = findPage(pathname.slice('/ops/'.length))
  const opens = found && (found.page.name === 'leads' || found.page.name === 'leads/')
  if (!opens || fields.show !== 'details')
    throw new Response('There is nothing to open on this page.', { status: 422 })
  const counted = await orServiceUnavailable(context.log, 'console_failed', () =>
    countOpsPost(context.db, viewer),
  )
  if (counted.kind === 'limited') throw retryLater(429, counted.retryAfterSeconds)
  const looked = await orServiceUnavailable(context.log, 'console_failed', () =>
    found.id === ''
      ? recordListLook(context.db, viewer, searchParams)
      : recordLook(context.db, viewer, found.id),
  )
  const answer = await answerPage(request, context, looked !== null)
  if ('file' in answer) throw new Response(null, { status: 404 })
  return showAgain(context, answer.shown, { status: answer.status })
}

export default function OpsPage() {
  const { view, frame } = useLoaderData<typeof loader>() as ShownPage
  return (
    <ConsoleFrame {...frame}>
      <ConsolePage view={view} frame={frame} />
    </ConsoleFrame>
  )
}

export { ConsoleErrorBoundary as ErrorBoundary, errorHeaders as headers } from './error-boundary.tsx'
