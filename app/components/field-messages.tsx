import { useMessages } from './mount.tsx'

export interface FieldMessagesProps {
  /** The control's id, from which those of its messages are made. */
  id: string
  hint?: string
  error?: string
}

/** What is said about a form control. */
export function FieldMessages({ id, hint, error }: FieldMessagesProps) {
  const { contact: t } = useMessages()
  return (
    <>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`} data-error>
          <span className="visually-hidden">{t.error}: </span>
          {error}
        </p>
      )}
    </>
  )
}

/** The value of `aria-describedby` for a control with these messages: the error is read out first. */
export function describedBy({ id, hint, error }: FieldMessagesProps): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
}
