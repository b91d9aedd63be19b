import { useHref } from './mount.tsx'
import { describedBy } from './field-messages.tsx'

export interface ConsentFieldProps {
  /** The current consent text, word for word: what is shown is what is recorded. */
  text: string
  /** The text's version, sent as the box's value, so that what was shown is recorded even when it changes. */
  version?: string
  checked?: boolean
  /** The page shows consent that is stored, so that taking the tick away asks for its end. */
  stored?: boolean
  error?: string
}

const HINT = 'Your results and all next steps are yours either way.'

/** The `consent` checkbox, to be contacted: never ticked beforehand unless this person ticked it. */
export function ConsentField({ text, version = 'yes', checked, stored, error }: ConsentFieldProps) {
  const href = useHref()
  return (
    <div className={error ? 'field has-error' : 'field'} role="group" aria-labelledby="consent-title">
      <p className="field-title" id="consent-title">
        May we contact you? (optional)
      </p>
      <p className="hint" id="consent-hint">
        {HINT}
      </p>
      {error && (
        <p className="field-error" id="consent-error" data-error>
          <span className="visually-hidden">Error: </span>
          {error}
        </p>
      )}
      <div className="consent">
        <input
          type="checkbox"
          id="consent"
          name="consent"
          value={version}
          defaultChecked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id: 'consent', hint: HINT, error })}
        />
        <label htmlFor="consent">{text}</label>
      </div>
      {stored && <input type="hidden" name="consent_stored" value="yes" />}
      <p className="hint">
        <a href={href('/privacy')}>How your data is used, and how to have it deleted</a>
      </p>
    </div>
  )
}
