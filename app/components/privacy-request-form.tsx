import { useHref } from './mount.tsx'
import type { PrivacyAction } from '#app/domain/privacy/action.ts'
import { TextField } from './text-field.tsx'

export interface PrivacyRequestFormProps {
  email?: string
  action: PrivacyAction
  error?: string
}

const OPTIONS: readonly { value: PrivacyAction; label: string }[] = [
  { value: 'export', label: 'Get a copy of my data' },
  { value: 'erase', label: 'Erase my data' },
  { value: 'withdraw', label: 'Withdraw my consent: no more e-mails or calls' },
]

/** Asks for a link by e-mail: POST /privacy/request. */
export function PrivacyRequestForm({ email, action, error }: PrivacyRequestFormProps) {
  const href = useHref()
  return (
    <form
      className="card contact-form"
      method="post"
      action={href('/privacy/request')}
      id="request"
      noValidate
    >
      <div className="contact-intro">
        <h2>See or erase your data, or stop our e-mails</h2>
        <p className="muted">
          Enter the address you gave us. We will send it a link, so that nobody else can ask in your name.
        </p>
      </div>
      <div className="contact-fields">
        <TextField
          name="email"
          label="Your e-mail address"
          type="email"
          autoComplete="email"
          value={email}
          error={error}
          required
        />
        <fieldset className="options">
          <legend>What would you like to do?</legend>
          {OPTIONS.map(({ value, label }) => (
            <div className="option" key={value}>
              <input
                type="radio"
                id={`action-${value}`}
                name="action"
                value={value}
                defaultChecked={value === action}
              />
              <label htmlFor={`action-${value}`}>{label}</label>
            </div>
          ))}
        </fieldset>
        <button className="button button-primary" type="submit">
          Send me the link
        </button>
      </div>
    </form>
  )
}
