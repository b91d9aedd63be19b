import type { ReactNode } from 'react'
import type { Frame } from '#app/domain/console/page-view.ts'

/** What every page of the console shares: navigation, who is signed in, and the way out. */
export function ConsoleFrame({ name, roles, navigation, children }: Frame & { children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="site-header ops-header">
        <div className="bar">
          <a className="brand" href="/ops">
            <svg className="brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
              <path className="brand-track" d="M5 22a11 11 0 1 1 22 0" fill="none" strokeWidth="4" />
              <path className="brand-fill" d="M5 22a11 11 0 0 1 16.5-9.5" fill="none" strokeWidth="4" />
              <circle className="brand-dot" cx="16" cy="22" r="3" />
            </svg>
            <span>Scorecard console</span>
          </a>
          <form className="ops-session" method="post" action="/ops/sign-out">
            <span className="ops-who">
              {name} <span className="muted">({roles.join(', ')})</span>
            </span>
            <button className="ops-button" type="submit">
              Sign out
            </button>
          </form>
        </div>
        <nav className="bar ops-nav" aria-label="Console">
          <ul>
            {navigation.map(({ label, href, current }) => (
              <li key={href}>
                <a href={href} aria-current={current ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" className="main ops-main" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
