import { type ReactNode, useContext } from 'react'
import { BRAND } from '#app/domain/brand/brand.ts'
import { BrandMark } from './brand-mark.tsx'
import { ABOUT_CONTROLLER, SiteContext } from './site.tsx'

export interface LayoutProps {
  children: ReactNode
  /** `reading` is a narrow column (steps, texts); `wide` fits two columns (landing, results). */
  width?: 'reading' | 'wide'
}

/** What every prospect's page shares inside `<body>`: skip link, header, main landmark, footer. */
export function Layout({ children, width = 'reading' }: LayoutProps) {
  const { company } = useContext(SiteContext)
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="site-header">
        <div className="bar">
          <a className="brand" href="/">
            <BrandMark />
            <span>{BRAND.product}</span>
          </a>
          {company && <p className="brand-company">{`by ${company}`}</p>}
        </div>
      </header>
      <main id="main" className={`main main-${width}`} tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  )
}

/** Who stands behind it and how to reach them; the notice says so where no page of the company's is configured. */
function Footer() {
  const { company, imprintUrl, contactUrl } = useContext(SiteContext)
  return (
    <footer className="site-footer">
      <div className="bar">
        <p>{company ?? BRAND.tagline}</p>
        <ul className="footer-links">
          <li>
            <a href={imprintUrl ?? ABOUT_CONTROLLER}>Imprint</a>
          </li>
          <li>
            <a href={contactUrl ?? ABOUT_CONTROLLER}>Contact</a>
          </li>
          <li>
            <a href="/privacy">Privacy and your data</a>
          </li>
          <li>
            <a href="/accessibility">Accessibility</a>
          </li>
        </ul>
      </div>
    </footer>
  )
}
