import { useHref, useMessages } from './mount.tsx'
import type { ContactField } from '#app/domain/lead/contact.ts'
import { ContactTextField } from './contact-text-field.tsx'
import { Linked } from './linked.tsx'
import { ErrorSummary } from './error-summary.tsx'

export interface CorrectDetailsProps {
  action: string
  /** What is known, or after an error what was sent; none of these is asked for elsewhere on the page. */
  values: Readonly<Partial<Record<ContactField, string>>>
  errors: Readonly<Partial<Record<ContactField, string>>>
}

/** Whoever took the assessment can put right what they gave. */
export function CorrectDetails({ action, values, errors }: CorrectDetailsProps) {
  const { contact: t } = useMessages()
  const href = useHref()
  const names = Object.keys(values) as ContactField[]
  const others = names.filter((name) => name !== 'email')
  const listed = names.flatMap((name) => {
    const message = errors[name]
    return message ? [{ targetId: name, message }] : []
  })
  const field = (name: ContactField) => (
    <ContactTextField key={name} name={name} value={values[name]} error={errors[name]} />
  )
  return (
    <details className="card disclosure" open={listed.length > 0} id="correct">
      <summary>{t.correction.title}</summary>
      <div className="contact-fields">
        <ErrorSummary errors={listed} />
        <p className="muted">
          <Linked text={t.correction.text} href={href('/privacy')} />
        </p>
        {others.length > 0 && (
          <form className="contact-fields" method="post" action={action && href(action)} noValidate>
            {others.map(field)}
            <button className="button button-quiet" type="submit">
              {t.correction.save}
            </button>
          </form>
        )}
        {names.includes('email') && (
          <form className="contact-fields" method="post" action={action && href(action)} noValidate>
            {field('email')}
            <p className="muted">{t.correction.address}</p>
            <button className="button button-quiet" type="submit">
              {t.correction.useAddress}
            </button>
          </form>
        )}
      </div>
    </details>
  )
}
