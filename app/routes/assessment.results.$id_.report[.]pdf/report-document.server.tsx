import { renderToStaticMarkup } from 'react-dom/server'
import { BoardReport, type BoardReportProps } from '#app/components/board-report.tsx'
import { MessagesContext } from '#app/components/mount.tsx'
import { LANGUAGE_FACTS, type Language } from '#app/domain/language/languages.ts'
import { messagesFor } from '#app/words/messages.ts'
import styles from '#app/styles/report-document.css?inline'

/** The report as a page that stands by itself: whoever prints it loads nothing. */
export function reportDocument(report: BoardReportProps, language: Language): string {
  const words = messagesFor(language)
  const head = `<meta charset="utf-8"><title>${words.report.kind}</title><style>${styles}</style>`
  const body = renderToStaticMarkup(
    <MessagesContext.Provider value={words}>
      <BoardReport {...report} />
    </MessagesContext.Provider>,
  )
  return `<!DOCTYPE html><html lang="${language}" dir="${LANGUAGE_FACTS[language].direction}"><head>${head}</head><body>${body}</body></html>`
}
