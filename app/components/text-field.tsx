import { FieldMessages, describedBy } from './field-messages.tsx'

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
}

export function TextField(props: TextFieldProps) {
  const { name, label, type = 'text', autoComplete, value, hint, error, required } = props
  return (
    <div className={error ? 'field has-error' : 'field'}>
      <label htmlFor={name}>{label}</label>
      <FieldMessages id={name} hint={hint} error={error} />
      <input
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize={type === 'email' ? 'none' : undefined}
        spellCheck={false}
        defaultValue={value}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy({ id: name, hint, error })}
      />
    </div>
  )
}
