import { useHref, useMessages } from './mount.tsx'
import { PRIVACY_ACTIONS, type PrivacyAction } from '#app/domain/privacy/action.ts'
import { TextField } from './text-field.tsx'

export interface PrivacyRequestFormProps {
  email?: string
  action: PrivacyAction
  error?: string
}

/** Asks for a link by e-mail: POST /privacy/request. */
export function PrivacyRequestForm({ email, action, error }: PrivacyRequestFormProps) {
  const href = useHref()
  const { form: words } = useMessages().privacy
  return (
    <form
      className="card contact-form"
      method="post"
      action={href('/privacy/request')}
      id="request"
      noValidate
    >
      <div className="contact-intro">
        <h2>{words.title}</h2>
        <p className="muted">{words.intro}</p>
      </div>
      <div className="contact-fields">
        <TextField
          name="email"
          label={words.email}
          type="email"
          autoComplete="email"
          value={email}
          error={error}
          required
        />
        <fieldset className="options">
          <legend>{words.wish}</legend>
          {(Object.keys(PRIVACY_ACTIONS) as PrivacyAction[]).map((value) => (
            <div className="option" key={value}>
              <input
                type="radio"
                id={`action-${value}`}
                name="action"
                value={value}
                defaultChecked={value === action}
              />
              <label htmlFor={`action-${value}`}>{words.options[value]}</label>
            </div>
          ))}
        </fieldset>
        <button className="button button-primary" type="submit">
          {words.send}
        </button>
      </div>
    </form>
  )
}
