import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// Whatever the Worker calls is in one of these files, which call nothing but the addresses of the settings.
const CALLERS: Record<string, string> = {
  'app/clients/crm/exchange.server.ts': 'HUBSPOT_BASE_URL, SALESFORCE_URL',
  'app/clients/mail/resend.server.ts': 'MAIL_BASE_URL',
  'app/clients/turnstile/siteverify.server.ts': 'an address of its own',
  'app/clients/webhook/send.server.ts': 'WEBHOOK_URL',
  'app/data/neon-driver.server.ts': 'DATABASE_URL, NEON_GATEWAY',
}

const sources = globSync(['app/**/*.{ts,tsx}', 'workers/**/*.ts'], {
  exclude: (path) => /^app\/(browser|data\/generated)$/.test(path),
}).map((path) => ({ path, text: readFileSync(path, 'utf8') }))

test('the Worker calls others from the files that are known for it alone', () => {
  expect(sources.length).toBeGreaterThan(150)
  const calling = sources.filter(({ text }) =>
    /(?<!async |function )\bfetch\(|\bnew (WebSocket|EventSource|Request)\(|cloudflare:sockets/.test(text),
  )
  // Requests that are made for Remix leave nowhere.
  const passing = [
    'app/web/frame.server.ts',
    'app/web/request-guard.server.ts',
    'app/web/unmount.server.ts',
    'workers/main.ts',
  ]
  expect(
    calling
      .map(({ path }) => path)
      .filter((path) => !passing.includes(path))
      .sort(),
  ).toEqual(Object.keys(CALLERS).sort())
})

test('what one is called in words is left to the plural of the language', () => {
  const choosing = sources.filter(({ text }) => /[!=]== 1 \?\s+['`]/.test(text)).map(({ path }) => path)
  expect(choosing).toEqual([])
})

/** Puts a sheet of its own into an e-mail, which nobody's text becomes part of. */
const OWN_MARKUP = 'app/emails/mail-layout.tsx'

test('nothing in the Worker or in the browser makes code or markup of text', () => {
  const unsafe =
    /\beval\(|new Function\(|dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write/
  const scripts = globSync('app/browser/**/*.ts').map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  expect(scripts.length).toBeGreaterThan(5)
  const found = [...sources, ...scripts].filter(({ text }) => unsafe.test(text)).map(({ path }) => path)
  expect(found).toEqual([OWN_MARKUP])
})

test('statements take every value as a parameter', () => {
  const statements = globSync('{app,prisma,scripts,workers}/**/*.{ts,sql}', {
    exclude: (path) => path === 'app/data/generated',
  }).map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  expect(statements.length).toBeGreaterThan(200)
  const unsafe = statements.filter(({ text }) => /\$(query|execute)RawUnsafe|Prisma\.raw\(/.test(text))
  expect(unsafe.map(({ path }) => path)).toEqual([])
  // Parts of statements that are no values: names of columns and tables, from lists of ours.
  const composing = statements.filter(({ text }) => /\brawSql\(/.test(text)).map(({ path }) => path)
  expect(composing.sort()).toEqual([
    'app/data/consent.server.ts',
    'app/data/console/funnel.server.ts',
    'app/data/contact-columns.server.ts',
    'app/data/privacy/person.server.ts',
  ])
})

// CVE-2026-53669 and CVE-2026-53666 of React Router 6 are out of reach as long as this holds: docs/decisions/0006.
test('nothing hydrates, and no component of the router that works in a browser is used', () => {
  const files = globSync('app/**/*.{ts,tsx}', { exclude: (path) => path === 'app/data/generated' }).map(
    (path) => ({ path, text: readFileSync(path, 'utf8') }),
  )
  expect(files.length).toBeGreaterThan(200)
  const allowed = [
    'Links',
    'Meta',
    'Outlet',
    'RemixServer',
    'isRouteErrorResponse',
    'useActionData',
    'useLoaderData',
    'useMatches',
    'useRouteError',
  ]
  const imported = files.flatMap(({ path, text }) => {
    const names = [...text.matchAll(/import (?:type )?\{([^}]*)\} from '@remix-run\/react'/g)].flatMap(
      ([, list = '']) => list.split(',').map((name) => name.replace(/^\s*type\s+/, '').trim()),
    )
    return names.filter((name) => name !== '' && !allowed.includes(name)).map((name) => `${path}: ${name}`)
  })
  expect(imported).toEqual([])
  const reaching =
    /react-router|react-dom\/client|hydrateRoot|RemixBrowser|import \* as \w+ from '@remix-run\/react'/
  expect(files.filter(({ text }) => reaching.test(text)).map(({ path }) => path)).toEqual([])
  expect(readFileSync('app/entry.client.tsx', 'utf8')).not.toContain('import')
})
