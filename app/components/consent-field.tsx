export interface ConsentFieldProps {
  /** The current consent text, word for word: what is shown is what is recorded. */
  text: string
  /** The text's version, sent as the box's value, so that what was shown is recorded even when it changes. */
  version?: string
  checked?: boolean
  error?: string
}

/** The `consent` checkbox: never ticked beforehand unless this person ticked it. */
export function ConsentField({ text, version = 'yes', checked = false, error }: ConsentFieldProps) {
  return (
    <div className={error ? 'field has-error' : 'field'}>
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
          aria-describedby={error ? 'consent-error' : undefined}
        />
        <label htmlFor="consent">{text}</label>
      </div>
      <p className="hint">
        <a href="/privacy">How your data is used, and how to have it deleted</a>
      </p>
    </div>
  )
}
