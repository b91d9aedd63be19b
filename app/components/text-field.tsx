export interface TextFieldProps {
  /** Also the id; one form a page has each of them. */
  name: string
  label: string
  type?: 'text' | 'email' | 'tel'
  autoComplete: string
  value?: string
  hint?: string
  error?: string
  required?: boolean
  maxLength?: number
}

export function TextField(props: TextFieldProps) {
  const { name, label, type = 'text', autoComplete, value, hint, error, required, maxLength } = props
  const errorId = `${name}-error`
  const hintId = `${name}-hint`
  return (
    <div className={error ? 'field has-error' : 'field'}>
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={errorId} data-error>
          <span className="visually-hidden">Error: </span>
          {error}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize={type === 'email' ? 'none' : undefined}
        spellCheck={false}
        defaultValue={value}
        required={required}
        maxLength={maxLength}
        aria-invalid={error ? true : undefined}
        aria-describedby={[error && errorId, hint && hintId].filter(Boolean).join(' ') || undefined}
      />
    </div>
  )
}
