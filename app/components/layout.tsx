import { type ReactNode, useContext } from 'react'
import { mountedPath } from '#app/domain/visit/mount.ts'
import { MountContext, useHref, useMessages } from './mount.tsx'
import { BrandMark } from './brand-mark.tsx'
import { Notice } from './notice.tsx'
import { LanguageLinks } from './language-links.tsx'
import { ABOUT_CONTROLLER, SiteContext } from './site.tsx'

export interface LayoutProps {
  children: ReactNode
  /** `reading` is a narrow column (steps, texts); `wide` fits two columns (landing, results). */
  width?: 'reading' | 'wide'
}

/** What every prospect's page shares inside `<body>`: skip link, header, main landmark, footer. */
export function Layout({ children, width = 'reading' }: LayoutProps) {
  const { company } = useContext(SiteContext)
  const { layout: t, frame } = useMessages()
  const href = useHref()
  const mount = useContext(MountContext)
  const { embedded } = mount
  return (
    <>
      <a className="skip-link" href="#main">
        {t.skip}
      </a>
      <header className="site-header">
        <div className="bar">
          <a className="brand" href={href('/')}>
            <BrandMark />
            <span>{t.product}</span>
          </a>
          {embedded ? (
            <a className="open-outside" href={mountedPath({ ...mount, embedded: false }, '/')}>
              {frame.open}
            </a>
          ) : (
            company && <p className="brand-company">{t.by(company)}</p>
          )}
        </div>
      </header>
      <main id="main" className={`main main-${width}`} tabIndex={-1}>
        {mount.preview && (
          <Notice tone="info" title={t.draft.title}>
            <p>{t.draft.text}</p>
          </Notice>
        )}
        {children}
      </main>
      <Footer />
    </>
  )
}

/** Who stands behind it and how to reach them; the notice says so where no page of the company's is configured. */
function Footer() {
  const { company, imprintUrl, contactUrl } = useContext(SiteContext)
  const { layout: t, frame } = useMessages()
  const { embedded } = useContext(MountContext)
  const href = useHref()
  return (
    <footer className="site-footer">
      <div className="bar">
        <p>{company ?? t.tagline}</p>
        <ul className="footer-links">
          <li>
            <a href={imprintUrl ?? href(ABOUT_CONTROLLER)}>{t.imprint}</a>
          </li>
          <li>
            <a href={contactUrl ?? href(ABOUT_CONTROLLER)}>{t.contact}</a>
          </li>
          <li>
            <a href={href('/privacy')}>{t.privacy}</a>
          </li>
          <li>
            <a href={href('/accessibility')}>{t.accessibility}</a>
          </li>
        </ul>
        {embedded ? <p>{frame.leaves}</p> : <LanguageLinks />}
      </div>
    </footer>
  )
}
