import { useMessages } from './mount.tsx'

export interface FormError {
  /** The id of the control to correct. */
  targetId: string
  /** What the message is about, where several messages are the same. */
  about?: string
  message: string
}

export interface ErrorSummaryProps {
  title?: string
  errors: readonly FormError[]
}

/** Everything to correct, at the top of the form or page, each a link to its control; takes the focus on load. */
export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  const { contact: t } = useMessages()
  if (errors.length === 0) return null
  return (
    <div
      className="error-summary"
      role="alert"
      aria-labelledby="error-summary-title"
      tabIndex={-1}
      data-focus
      data-errors
    >
      <h2 id="error-summary-title">{title ?? t.correct}</h2>
      <ul>
        {errors.map(({ targetId, about, message }) => (
          <li key={targetId}>
            <a href={`#${targetId}`}>
              {about}
              {about ? <span className="error-detail">: {message}</span> : message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
