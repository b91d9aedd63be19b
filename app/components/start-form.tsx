import { useHref, useMessages } from './mount.tsx'
import { HiddenFields } from './hidden-fields.tsx'

export interface StartFormProps {
  /** Distinguishes the forms of one page; ids are made from it. */
  id: string
  label: string
  /** Beside something that matters more. */
  quiet?: boolean
  /** Carried along with the start, for example campaign tags. */
  hiddenFields?: Readonly<Record<string, string>>
}

/** Starts an assessment: POST /assessment/start. `website` is a trap that only programs fill in. */
export function StartForm({ id, label, quiet = false, hiddenFields = {} }: StartFormProps) {
  const { landing: t } = useMessages()
  const href = useHref()
  return (
    <form className="start-form" method="post" action={href('/assessment/start')} id={id}>
      <div className="trap" aria-hidden="true">
        <label htmlFor={`${id}-website`}>{t.trap}</label>
        <input id={`${id}-website`} name="website" type="text" tabIndex={-1} autoComplete="off" />
      </div>
      <HiddenFields fields={hiddenFields} />
      <button className={`button button-large ${quiet ? 'button-quiet' : 'button-primary'}`} type="submit">
        {label}
      </button>
    </form>
  )
}
