import { renderToStaticMarkup } from 'react-dom/server'
import { BoardReport, type BoardReportProps } from '#app/components/board-report.tsx'
import { MessagesContext } from '#app/components/mount.tsx'
import { colourSheet } from '#app/domain/brand/brand.ts'
import { keepTogether } from '#app/domain/language/keep-together.ts'
import { LANGUAGE_FACTS, languageOr } from '#app/domain/language/languages.ts'
import type { Quiz } from '#app/domain/quiz/quiz.ts'
import { messagesOf } from '#app/words/messages.ts'
import styles from '#app/styles/report-document.css?inline'

/** The report as a page that stands by itself: whoever prints it loads nothing. */
export function reportDocument(report: BoardReportProps, quiz: Quiz): string {
  const words = messagesOf(quiz)
  const language = languageOr(quiz.language)
  const head = `<meta charset="utf-8"><title>${words.report.kind}</title><style>${styles}${colourSheet(quiz.ownBrand?.colours ?? {})}</style>`
  const body = renderToStaticMarkup(
    <MessagesContext.Provider value={words}>
      <BoardReport {...report} />
    </MessagesContext.Provider>,
  )
  const page = `<!DOCTYPE html><html lang="${language}" dir="${LANGUAGE_FACTS[language].direction}"><head>${head}</head><body>${body}</body></html>`
  return keepTogether(page)
}
