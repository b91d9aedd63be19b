import { ConsentField } from './consent-field.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { TextField } from './text-field.tsx'

export type ContactField = 'email' | 'consent' | 'firstName' | 'lastName' | 'company' | 'phone'

/** What is asked for next; each form asks for one more thing. */
export type ContactStage = 'email' | 'details' | 'phone'

export interface ContactFormProps {
  stage: ContactStage
  /** What was saved or, after an error, what was sent. */
  values?: Readonly<Partial<Record<Exclude<ContactField, 'consent'>, string | null>>>
  consented?: boolean
  errors?: Readonly<Partial<Record<ContactField, string>>>
  consentText: string
  consentVersion?: string
}

const FIELDS: Record<ContactStage, readonly ContactField[]> = {
  email: ['email', 'consent'],
  details: ['firstName', 'lastName', 'company'],
  phone: ['phone'],
}

const ALL_FIELDS = Object.values(FIELDS).flat()

const TEXTS: Record<ContactStage, { title: string; text: string; submit: string }> = {
  email: {
    title: 'See all your next steps',
    text: 'Tell us where to send them. They also appear here at once.',
    submit: 'Show my next steps',
  },
  details: {
    title: 'Put your name on the report',
    text: 'With a name and company we can prepare advice that fits where you work.',
    submit: 'Save my details',
  },
  phone: {
    title: 'Prefer to talk it through?',
    text: 'Leave a number, and an adviser calls you about your result.',
    submit: 'Ask for a call',
  },
}

/** Takes contact details little by little; posts to the results page's own URL. */
export function ContactForm({
  stage,
  values = {},
  consented,
  errors = {},
  consentText,
  consentVersion,
}: ContactFormProps) {
  const { title, text, submit } = TEXTS[stage]
  const field = (name: Exclude<ContactField, 'consent'>) => ({
    name,
    value: values[name] ?? undefined,
    error: errors[name],
    required: true,
  })
  const shown = FIELDS[stage]
  const listed = [...new Set([...shown, ...ALL_FIELDS])].flatMap((name) => {
    const message = errors[name]
    // A form from another tab may have had fields that this one does not.
    return message ? [{ targetId: shown.includes(name) ? name : 'contact', message }] : []
  })
  return (
    <form className="card contact-form" method="post" noValidate id="contact">
      <div className="contact-intro">
        <h2>{title}</h2>
        <p className="muted">{text}</p>
      </div>
      <div className="contact-fields">
        <ErrorSummary errors={listed} />
        {stage === 'email' && (
          <>
            <TextField {...field('email')} label="Work e-mail" type="email" autoComplete="email" />
            <ConsentField
              text={consentText}
              version={consentVersion}
              checked={consented}
              error={errors.consent}
            />
          </>
        )}
        {stage === 'details' && (
          <>
            <div className="field-row">
              <TextField {...field('firstName')} label="First name" autoComplete="given-name" />
              <TextField {...field('lastName')} label="Last name" autoComplete="family-name" />
            </div>
            <TextField {...field('company')} label="Company" autoComplete="organization" />
          </>
        )}
        {stage === 'phone' && (
          <TextField
            {...field('phone')}
            label="Phone"
            type="tel"
            autoComplete="tel"
            hint="With country code, for example +1 555 010 0000"
          />
        )}
        <button className="button button-primary" type="submit">
          {submit}
        </button>
      </div>
    </form>
  )
}
