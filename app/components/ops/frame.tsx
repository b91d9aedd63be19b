import type { ReactNode } from 'react'
import { BrandMark } from '#app/components/brand-mark.tsx'
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
            <BrandMark />
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
