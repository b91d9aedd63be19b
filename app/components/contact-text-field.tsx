import { useMessages } from './mount.tsx'
import { CONTACT_FIELDS, type ContactField } from '#app/domain/lead/contact.ts'
import { EMAIL_ASKED } from '#app/domain/lead/contact-form.ts'
import { HiddenFields } from './hidden-fields.tsx'
import { TextField } from './text-field.tsx'

export interface ContactTextFieldProps {
  name: ContactField
  value: string | null | undefined
  error: string | undefined
  required?: boolean
  /** In place of the field's own. */
  hint?: string
}

/** A contact field with its words, wherever it is asked for. */
export function ContactTextField({ name, value, error, required, hint }: ContactTextFieldProps) {
  const { contact: t } = useMessages()
  const { type, autoComplete } = CONTACT_FIELDS[name]
  const { label, hint: ownHint } = t.fields[name]
  const field = (
    <TextField
      name={name}
      label={label}
      type={type}
      autoComplete={autoComplete}
      hint={hint ?? (ownHint || undefined)}
      value={value ?? undefined}
      error={error}
      required={required}
    />
  )
  if (name !== 'email' || !error || !value) return field
  return (
    <>
      {field}
      <HiddenFields fields={{ [EMAIL_ASKED]: value }} />
    </>
  )
}
