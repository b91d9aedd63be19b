import { useHref } from './mount.tsx'
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
  const href = useHref()
  const error = again ? 'Clear this field: it has to stay empty.' : undefined
  return (
    <div className="error-page">
      <h1>Please start once more</h1>
      <p className="lead">
        The page before has a field that people do not see, and that programs fill in. Yours was filled in, so
        the assessment has not started. A password manager or autofill does that at times.
      </p>
      <ErrorSummary errors={error ? [{ targetId: 'website', message: error }] : []} />
      <form className="start-check" method="post" action={href('/assessment/start')} autoComplete="off">
        <HiddenFields fields={{ ...hiddenFields, held: 'yes' }} />
        <TextField
          name="website"
          label="Leave this field empty"
          autoComplete="off"
          hint="If something stands in it, clear it."
          error={error}
        />
        <button className="button button-primary button-large" type="submit">
          Start the assessment
        </button>
      </form>
    </div>
  )
}
