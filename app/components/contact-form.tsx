import { useHref, useMessages } from './mount.tsx'
import {
  CONTACT_FIELD_NAMES,
  type ContactField,
  type ContactStage,
  fieldsOfStage,
} from '#app/domain/lead/contact.ts'
import { ConsentField } from './consent-field.tsx'
import { ContactTextField } from './contact-text-field.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { HiddenFields } from './hidden-fields.tsx'

export interface ContactFormProps {
  action: string
  hiddenFields?: Readonly<Record<string, string>>
  stage: ContactStage
  /** What was saved or, after an error, what was sent. */
  values?: Readonly<Partial<Record<ContactField, string | null>>>
  /** This person has not agreed to be contacted: the box is there, and the other fields only count with it. */
  asksConsent: boolean
  ticked?: boolean
  errors?: Readonly<Partial<Record<ContactField | 'consent', string>>>
  /** What the address is used for. */
  requestText: string
  consentText: string
  consentVersion?: string
  /** Shortened: the address that was given in another browser, and that no details go with. */
  emailElsewhere?: string
}

/** Takes contact details little by little. */
export function ContactForm(props: ContactFormProps) {
  const { contact: t } = useMessages()
  const href = useHref()
  const { stage, asksConsent, errors = {}, emailElsewhere } = props
  const { title, text, submit } = emailElsewhere
    ? { ...t.elsewhere, text: t.elsewhere.text(emailElsewhere) }
    : asksConsent && stage !== 'email'
      ? t.forms.first
      : t.forms[stage]
  const asked: readonly (ContactField | 'consent')[] = [
    ...(stage === 'email' ? fieldsOfStage(stage) : []),
    ...(asksConsent ? (['consent'] as const) : []),
    ...(stage === 'email' ? [] : fieldsOfStage(stage)),
  ]
  const listed = [...new Set([...asked, ...CONTACT_FIELD_NAMES, 'consent' as const])].flatMap((name) => {
    const message = errors[name]
    // A form from another tab may have had fields that this one does not.
    return message ? [{ targetId: asked.includes(name) ? name : 'contact', message }] : []
  })
  return (
    <form className="card contact-form" method="post" action={href(props.action)} noValidate id="contact">
      {props.hiddenFields && <HiddenFields fields={props.hiddenFields} />}
      <div className="contact-intro">
        <h2>{title}</h2>
        <p className="muted">{text}</p>
      </div>
      <div className="contact-fields">
        <ErrorSummary errors={listed} />
        {stage === 'email' && <ContactFields {...props} required />}
        {asksConsent && (
          <ConsentField
            text={props.consentText}
            version={props.consentVersion}
            checked={props.ticked}
            error={errors.consent}
          />
        )}
        {stage !== 'email' && asksConsent && (
          <fieldset className="with-consent">
            <legend>{t.withBox}</legend>
            <ContactFields {...props} />
          </fieldset>
        )}
        {stage !== 'email' && !asksConsent && <ContactFields {...props} required />}
        <button className="button button-primary" type="submit">
          {submit}
        </button>
      </div>
    </form>
  )
}

/** The fields of a stage, two in a row; one that is left over has a row for itself. */
function ContactFields({
  stage,
  values = {},
  errors = {},
  required,
  requestText,
}: ContactFormProps & { required?: boolean }) {
  const fields = fieldsOfStage(stage).map((name) => (
    <ContactTextField
      key={name}
      name={name}
      value={values[name]}
      error={errors[name]}
      required={required}
      hint={name === 'email' ? requestText : undefined}
    />
  ))
  const rows = Array.from({ length: Math.ceil(fields.length / 2) }, (_, row) =>
    fields.slice(2 * row, 2 * row + 2),
  )
  return rows.map((row, index) =>
    row.length === 1 ? (
      row[0]
    ) : (
      <div key={index} className="field-row">
        {row}
      </div>
    ),
  )
}
