import { renderToStaticMarkup } from 'react-dom/server'
import { BoardReport, type BoardReportProps } from '#app/components/board-report.tsx'
import styles from '#app/styles/report-document.css?inline'

/** The report as a page that stands by itself: whoever prints it loads nothing. */
export function reportDocument(report: BoardReportProps): string {
  const head = `<meta charset="utf-8"><title>AI readiness report</title><style>${styles}</style>`
  const body = renderToStaticMarkup(<BoardReport {...report} />)
  return `<!DOCTYPE html><html lang="en"><head>${head}</head><body>${body}</body></html>`
}
