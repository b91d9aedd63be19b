import { type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { reportView } from '#app/routes/assessment.results.$id/report-view.server.ts'
import { requireOwnResults } from '#app/routes/assessment.results.$id/require-results.server.ts'
import { answerWithDownload } from '#app/web/download.server.ts'
import { isSeen } from '#app/web/counted-view.server.ts'
import { orUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { quizOfMount } from '#app/web/quiz.server.ts'
import { messagesOf } from '#app/words/messages.ts'
import { countReport } from '#app/services/assessment/count-report.server.ts'
import { reportDocument } from './report-document.server.tsx'

/** The report as a file, where there is a printer that has time for it; else the page, which the browser can print. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { config, db, log, now, printReport, mount } = context
  const visitor = await identifyVisitor(request, config.SESSION_SECRETS, now)
  const assessment = await requireOwnResults(params.id, request, visitor, context)
  const page = `/assessment/results/${assessment.id}/report`
  if (!printReport || !isSeen(request)) return redirect(page)
  const url = new URL(request.url)
  const paper = url.searchParams.get('paper') === 'letter' ? 'letter' : 'a4'
  const outcome = await orUnavailable(log, 'report_failed', async () => {
    const origin = { hashSecret: config.IP_HASH_SECRET[0]!, ipAddress: visitor.ipAddress }
    const limited = await countReport(db, assessment.id, origin)
    return limited ?? printReport(reportDocument(reportView(assessment, context), quizOfMount(mount)), paper)
  })
  if (outcome.kind === 'printed') {
    const day = assessment.completedAt.toISOString().slice(0, 10)
    const { file } = messagesOf(quizOfMount(mount)).report
    const name = `${file}-${day}.pdf`
    return answerWithDownload(context, { name, type: 'application/pdf', content: outcome.pdf })
  }
  log.warn('report_not_printed', { reason: outcome.kind === 'failed' ? outcome.reason : outcome.kind })
  return redirect(`${page}?no-pdf`)
}

// Without a component this would be a resource route, whose errors skip the styled page.
export default function ReportFile() {
  return null
}
