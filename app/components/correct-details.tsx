import { useHref } from './mount.tsx'
import type { ContactField } from '#app/domain/lead/contact.ts'
import { ContactTextField } from './contact-text-field.tsx'
import { ErrorSummary } from './error-summary.tsx'

export interface CorrectDetailsProps {
  action: string
  /** What is known, or after an error what was sent; none of these is asked for elsewhere on the page. */
  values: Readonly<Partial<Record<ContactField, string>>>
  errors: Readonly<Partial<Record<ContactField, string>>>
}

/** Whoever took the assessment can put right what they gave. */
export function CorrectDetails({ action, values, errors }: CorrectDetailsProps) {
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
      <summary>Correct my details</summary>
      <div className="contact-fields">
        <ErrorSummary errors={listed} />
        <p className="muted">
          What you leave empty stays as it is. To have something removed, see{' '}
          <a href={href('/privacy')}>privacy and your data</a>.
        </p>
        {others.length > 0 && (
          <form className="contact-fields" method="post" action={action && href(action)} noValidate>
            {others.map(field)}
            <button className="button button-quiet" type="submit">
              Save my details
            </button>
          </form>
        )}
        {names.includes('email') && (
          <form className="contact-fields" method="post" action={action && href(action)} noValidate>
            {field('email')}
            <p className="muted">
              Another address gets your results. Nothing that you gave with this one is taken along, and we
              ask you anew whether we may contact you.
            </p>
            <button className="button button-quiet" type="submit">
              Use this address
            </button>
          </form>
        )}
      </div>
    </details>
  )
}
