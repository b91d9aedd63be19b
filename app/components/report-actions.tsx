import { useHref, useMessages } from './mount.tsx'
import { Notice } from './notice.tsx'

export interface ReportActionsProps {
  /** The results that it was made of. */
  backHref: string
  /**
   * Where it is to be had as a file; absent where there is no printer. Its links have no `download`: a browser would save the
   * page that says why there is none.
   */
  pdfHref?: string
  /** The file could not be made just now. */
  failed?: boolean
}

/** What can be done with the document; none of it is printed. */
export function ReportActions({ backHref, pdfHref, failed }: ReportActionsProps) {
  const {
    report: { actions: t },
  } = useMessages()
  const href = useHref()
  return (
    <div className="report-actions">
      {failed && (
        <Notice tone="warning" title={t.failed}>
          <p>{t.failedText}</p>
        </Notice>
      )}
      <div className="actions">
        {pdfHref && (
          <a className="button button-primary" href={href(pdfHref)}>
            {t.download}
          </a>
        )}
        <button className="button button-quiet" type="button" data-print hidden>
          {t.print}
        </button>
        {pdfHref && (
          <a className="button button-quiet" href={href(`${pdfHref}?paper=letter`)}>
            {t.letter}
          </a>
        )}
      </div>
      <p data-print-hint>{t.hint}</p>
      <p>
        <a href={href(backHref)}>{t.back}</a>
      </p>
    </div>
  )
}
