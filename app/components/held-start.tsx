import { useHref, useMessages } from './mount.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { HiddenFields } from './hidden-fields.tsx'
import { TextField } from './text-field.tsx'

export interface HeldStartProps {
  /** The field was filled in on this page as well, where a person sees it. */
  again: boolean
  hiddenFields: Readonly<Record<string, string>>
}

/** For a start whose trap field was filled in: the same form, with that field to be seen, and empty. */
export function HeldStart({ again, hiddenFields }: HeldStartProps) {
  const {
    start: { button, held: t },
  } = useMessages()
  const href = useHref()
  const error = again ? t.error : undefined
  return (
    <div className="error-page">
      <h1>{t.title}</h1>
      <p className="lead">{t.text}</p>
      <ErrorSummary errors={error ? [{ targetId: 'website', message: error }] : []} />
      <form className="start-check" method="post" action={href('/assessment/start')} autoComplete="off">
        <HiddenFields fields={{ ...hiddenFields, held: 'yes' }} />
        <TextField name="website" label={t.label} autoComplete="off" hint={t.hint} error={error} />
        <button className="button button-primary button-large" type="submit">
          {button}
        </button>
      </form>
    </div>
  )
}
