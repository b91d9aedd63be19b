import { CONTACT_FIELDS, type ContactField } from '#app/domain/lead/contact.ts'
import { TextField } from './text-field.tsx'

export interface ContactTextFieldProps {
  name: ContactField
  value: string | null | undefined
  error: string | undefined
  required?: boolean
}

/** A contact field with its words, wherever it is asked for. */
export function ContactTextField({ name, value, error, required }: ContactTextFieldProps) {
  const { label, type, autoComplete, hint } = CONTACT_FIELDS[name]
  return (
    <TextField
      name={name}
      label={label}
      type={type}
      autoComplete={autoComplete}
      hint={hint}
      value={value ?? undefined}
      error={error}
      required={required}
    />
  )
}
