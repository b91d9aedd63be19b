import { useHref, useMessages } from './mount.tsx'
import { useContext } from 'react'
import { Linked } from './linked.tsx'
import { ABOUT_CONTROLLER, SiteContext } from './site.tsx'

/** What is true of every installation, since the tests of the product hold it to that; whom to tell, the settings say. */
export function AccessibilityStatement() {
  const { accessibility: t } = useMessages()
  const href = useHref()
  const { company, contactUrl } = useContext(SiteContext)
  return (
    <div className="prose">
      <h1>{t.title}</h1>
      <p className="lead">{t.lead(company)}</p>
      <h2>{t.conforms}</h2>
      <p>{t.conformsText}</p>
      <h2>{t.means}</h2>
      <ul className="plain-list">
        {t.meaning.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <h2>{t.tested}</h2>
      <p>{t.testedText}</p>
      <h2>{t.limits}</h2>
      <p>{t.limitsText}</p>
      <h2>{t.tell}</h2>
      <p>
        <Linked text={t.tellText} href={contactUrl ?? href(ABOUT_CONTROLLER)} />
      </p>
    </div>
  )
}
