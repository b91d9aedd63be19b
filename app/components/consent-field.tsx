export interface ConsentFieldProps {
  /** The current consent text, word for word: what is shown is what is recorded. */
  text: string
  checked?: boolean
  error?: string
}

/** The `consent` checkbox: never ticked beforehand unless this person ticked it. */
export function ConsentField({ text, checked = false, error }: ConsentFieldProps) {
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
          value="yes"
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
