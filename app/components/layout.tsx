import { type ReactNode, useContext } from 'react'
import { SiteContext } from './site.tsx'

export interface LayoutProps {
  children: ReactNode
  /** `reading` is a narrow column (steps, texts); `wide` fits two columns (landing, results). */
  width?: 'reading' | 'wide'
}

/** What every prospect's page shares inside `<body>`: skip link, header, main landmark, footer. */
export function Layout({ children, width = 'reading' }: LayoutProps) {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="site-header">
        <div className="bar">
          <a className="brand" href="/">
            <svg className="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
              <path className="brand-track" d="M5 22a11 11 0 1 1 22 0" fill="none" strokeWidth="4" />
              <path className="brand-fill" d="M5 22a11 11 0 0 1 16.5-9.5" fill="none" strokeWidth="4" />
              <circle className="brand-dot" cx="16" cy="22" r="3" />
            </svg>
            <span>AI Readiness Scorecard</span>
          </a>
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
  const about = '/privacy#controller'
  return (
    <footer className="site-footer">
      <div className="bar">
        <p>{company ?? 'How far can your organization rely on its AI?'}</p>
        <ul className="footer-links">
          <li>
            <a href={imprintUrl ?? about}>Imprint</a>
          </li>
          <li>
            <a href={contactUrl ?? about}>Contact</a>
          </li>
          <li>
            <a href="/privacy">Privacy and your data</a>
          </li>
        </ul>
      </div>
    </footer>
  )
}
