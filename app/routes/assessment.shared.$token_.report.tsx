import { type LinksFunction, type LoaderFunctionArgs, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { BoardReport } from '#app/components/board-report.tsx'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { ReportActions } from '#app/components/report-actions.tsx'
import { reportView } from '#app/routes/assessment.results.$id/report-view.server.ts'
import { requireSharedResults } from '#app/routes/assessment.shared.$token/require-shared.server.ts'
import styles from '#app/styles/report.css?url'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

const head: HeadOf = ({ links }) => ({ title: links.shared.report, noindex: true, secret: true })

export const handle = { head }

/** Printed by whoever reads it: the printer that is paid for is the owner's. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const assessment = await requireSharedResults(params.token, request, context)
  return json({
    report: reportView(assessment, context),
    backHref: `/assessment/shared/${params.token}`,
  })
}

export default function SharedReport() {
  const { report, backHref } = useLoaderData<typeof loader>()
  return (
    <Layout>
      <ReportActions backHref={backHref} />
      <BoardReport {...report} />
    </Layout>
  )
}
