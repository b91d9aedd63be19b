import { useHref } from './mount.tsx'
import { RESULTS_REQUEST } from '#app/domain/lead/consent.ts'
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
  consentText: string
  consentVersion?: string
  /** Shortened: the address that was given in another browser, and that these details go with. */
  emailElsewhere?: string
}

interface Words {
  title: string
  text: string
  submit: string
}

const TEXTS: Record<ContactStage, Words> = {
  email: {
    title: 'See all your next steps',
    text: 'Tell us where to send them. They will also appear here right away.',
    submit: 'Show my next steps',
  },
  details: {
    title: 'Put your name on the report',
    text: 'With your name and company, we can tailor our advice to where you work.',
    submit: 'Save my details',
  },
  phone: {
    title: 'Prefer to talk it through?',
    text: 'Leave a number, and an adviser will call you about your result.',
    submit: 'Request a call',
  },
}

const FIRST_CONTACT: Words = {
  title: 'Talk your result through with us',
  text: 'Only if you wish: everything on this page is yours without it.',
  submit: 'You may contact me',
}

/** Takes contact details little by little. */
export function ContactForm(props: ContactFormProps) {
  const href = useHref()
  const { stage, asksConsent, errors = {} } = props
  const { title, text, submit } = asksConsent && stage !== 'email' ? FIRST_CONTACT : TEXTS[stage]
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
        {props.emailElsewhere && (
          <p>
            They go with {props.emailElsewhere}, which was given in another browser. If that is not your
            address, <a href={href('/')}>take an assessment of your own</a>.
          </p>
        )}
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
            <legend>With the box ticked you can add, if you like</legend>
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
}: ContactFormProps & { required?: boolean }) {
  const fields = fieldsOfStage(stage).map((name) => (
    <ContactTextField
      key={name}
      name={name}
      value={values[name]}
      error={errors[name]}
      required={required}
      hint={name === 'email' ? RESULTS_REQUEST.text : undefined}
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
