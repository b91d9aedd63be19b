import { useHref, useMessages } from './mount.tsx'
import { describedBy } from './field-messages.tsx'

export interface ConsentFieldProps {
  /** The current consent text, word for word: what is shown is what is recorded. */
  text: string
  /** The text's version, sent as the box's value, so that what was shown is recorded even when it changes. */
  version?: string
  checked?: boolean
  /** The page shows consent that is stored, so that taking the tick away asks for its end. */
  stored?: boolean
  error?: string
}

/** The `consent` checkbox, to be contacted: never ticked beforehand unless this person ticked it. */
export function ConsentField({ text, version = 'yes', checked, stored, error }: ConsentFieldProps) {
  const { contact: t } = useMessages()
  const href = useHref()
  return (
    <div className={error ? 'field has-error' : 'field'} role="group" aria-labelledby="consent-title">
      <p className="field-title" id="consent-title">
        {t.consentTitle}
      </p>
      <p className="hint" id="consent-hint">
        {t.consentHint}
      </p>
      {error && (
        <p className="field-error" id="consent-error" data-error>
          <span className="visually-hidden">{t.error}: </span>
          {error}
        </p>
      )}
      <div className="consent">
        <input
          type="checkbox"
          id="consent"
          name="consent"
          value={version}
          defaultChecked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id: 'consent', hint: t.consentHint, error })}
        />
        <label htmlFor="consent">{text}</label>
      </div>
      {stored && <input type="hidden" name="consent_stored" value="yes" />}
      <p className="hint">
        <a href={href('/privacy')}>{t.consentMore}</a>
      </p>
    </div>
  )
}
