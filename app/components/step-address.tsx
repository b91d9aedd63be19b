import { useMessages } from './mount.tsx'
import { ConsentField } from './consent-field.tsx'
import { ContactTextField } from './contact-text-field.tsx'

export interface StepAddressProps {
  email?: string
  /** The page shows an address that is stored, so that emptying the field asks for its removal. */
  emailStored?: boolean
  /** Shortened: the address that was given in another browser, and that the results go to. */
  emailElsewhere?: string
  consented?: boolean
  /** The page shows the box ticked because consent is stored: taking the tick away ends it. */
  consentStored?: boolean
  /** What the address is used for. */
  requestText: string
  consentText: string
  consentVersion?: string
  /** By field name. */
  errors?: Readonly<Record<string, string | undefined>>
}

/** Where a step asks for an address: for the results, or for a link to carry on elsewhere. */
export function StepAddress({ errors = {}, email, consented, ...props }: StepAddressProps) {
  const { steps: t } = useMessages()
  const known = email ?? props.emailElsewhere
  const refused = errors.email !== undefined || errors.consent !== undefined
  // Asked for once: who has given an address is told which, and may change it.
  const open = refused || (email !== undefined && email !== '' && !props.emailStored)
  return (
    <details className="card disclosure" open={open}>
      <summary>{known && !open ? t.resultsGoTo(known) : t.later}</summary>
      {props.emailElsewhere && <p>{t.addressElsewhere(props.emailElsewhere)}</p>}
      <ContactTextField name="email" value={email} error={errors.email} hint={props.requestText} />
      {props.emailStored && <input type="hidden" name="email_stored" value="yes" />}
      <ConsentField
        text={props.consentText}
        version={props.consentVersion}
        checked={consented}
        stored={props.consentStored}
        error={errors.consent}
      />
      <button className="button button-quiet" type="submit" name="intent" value="resume_link">
        {t.sendLink}
      </button>
    </details>
  )
}
