import { useHref } from './mount.tsx'
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
  const href = useHref()
  return (
    <div className="report-actions">
      {failed && (
        <Notice tone="warning" title="The PDF could not be made just now">
          <p>Print this page instead: your browser can save it as a PDF, too. Or try again later.</p>
        </Notice>
      )}
      <div className="actions">
        {pdfHref && (
          <a className="button button-primary" href={href(pdfHref)}>
            Download as PDF
          </a>
        )}
        <button className="button button-quiet" type="button" data-print hidden>
          Print
        </button>
        {pdfHref && (
          <a className="button button-quiet" href={href(`${pdfHref}?paper=letter`)}>
            PDF for US Letter
          </a>
        )}
      </div>
      <p data-print-hint>
        To print it or save it as a PDF, choose Print in your browser’s menu (Ctrl+P, or ⌘P on a Mac).
      </p>
      <p>
        <a href={href(backHref)}>Back to the result</a>
      </p>
    </div>
  )
}
