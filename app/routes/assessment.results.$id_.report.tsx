import { type LinksFunction, type LoaderFunctionArgs, json } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { BoardReport } from '#app/components/board-report.tsx'
import { Layout } from '#app/components/layout.tsx'
import type { HeadOf } from '#app/components/page-head.tsx'
import { ReportActions } from '#app/components/report-actions.tsx'
import { reportView } from '#app/routes/assessment.results.$id/report-view.server.ts'
import { requireOwnResults } from '#app/routes/assessment.results.$id/require-results.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import styles from '#app/styles/report.css?url'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

const head: HeadOf = ({ report }) => ({ title: report.title, noindex: true })

export const handle = { head }

/** For whoever may see the results, by the same keys. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const visitor = await identifyVisitor(request, context.config.SESSION_SECRETS, context.now)
  const assessment = await requireOwnResults(params.id, request, visitor, context)
  const backHref = `/assessment/results/${assessment.id}`
  return json({
    report: reportView(assessment, context),
    actions: {
      backHref,
      pdfHref: context.printReport ? `${backHref}/report.pdf` : undefined,
      failed: new URL(request.url).searchParams.has('no-pdf'),
    },
  })
}

export default function Report() {
  const { report, actions } = useLoaderData<typeof loader>()
  return (
    <Layout>
      <ReportActions {...actions} />
      <BoardReport {...report} />
    </Layout>
  )
}
