import { renderToStaticMarkup } from 'react-dom/server'
import { BoardReport, type BoardReportProps } from '#app/components/board-report.tsx'
import styles from '#app/styles/report-document.css?inline'

/** The report as a page that stands by itself: whoever prints it loads nothing. */
export function reportDocument(report: BoardReportProps): string {
  const page = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>AI readiness report</title>
        {/* Written in this repository, and of no visitor's words. */}
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body>
        <BoardReport {...report} />
      </body>
    </html>,
  )
  return `<!DOCTYPE html>${page}`
}
