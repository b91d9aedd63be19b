import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met, notApplicable } from '#tests/asvs/verdict.ts'

const everyHeader = proof.headers('%s carries every security header and is kept in no shared cache')
const staticFiles = proof.headers('static files carry the same headers as pages, and may run nothing')
const anyRequest = proof.fuzz(
  'whatever a stranger sends, the answer is one of ours and nothing is logged as an error (round %i)',
)
const cookie = proof.headers(
  'the cookie is bound to the host, secure, out of reach of scripts and of other sites',
)

export const FRONTEND: readonly Verdict[] = [
  met(
    '3.2.1',
    'No answer is rendered as something else than it is',
    everyHeader,
    staticFiles,
    proof.contentTypes('what the Worker answers says what it is, and in which encoding'),
  ),
  met(
    '3.2.2',
    'Text is shown as text',
    proof.components('what was typed is shown as text, whatever it holds'),
    proof.sourceRules('nothing in the Worker or in the browser makes code or markup of text'),
  ),
  met('3.3.1', 'Cookies are Secure and have the prefix for it', cookie),
  met('3.3.2', 'SameSite fits the purpose', cookie),
  met('3.3.3', 'Cookies have the prefix __Host-', cookie),
  met(
    '3.3.4',
    'Session cookies are HttpOnly, and their value is nowhere else',
    cookie,
    proof.formRoutes('the page of a step has no session id on it'),
  ),
  met('3.4.1', 'HSTS for a year, with subdomains, on every answer', everyHeader, staticFiles),
  met('3.4.2', 'CORS allows no other origin', proof.surface('no answer lets another origin read it')),
  met('3.4.3', 'A Content Security Policy with nonces, without objects and base', everyHeader),
  met('3.4.4', 'nosniff on every answer', everyHeader, staticFiles, anyRequest),
  met('3.4.5', 'A referrer policy keeps paths and queries from others', everyHeader, staticFiles),
  met('3.4.6', 'frame-ancestors on every answer', everyHeader, staticFiles, anyRequest),
  met(
    '3.5.1',
    'Requests that change something come from the application itself',
    proof.badInput('a cross-origin post is a 403 before any route sees it'),
    proof.badInput('a post with a foreign Origin and no Sec-Fetch-Site is a 403'),
  ),
  met(
    '3.5.3',
    'What changes something takes a POST',
    proof.mailLinks(
      'a mail scanner that fetches every link changes nothing at all in the database, and gets nothing but the cookie of the link',
    ),
    proof.badInput('methods other than GET, HEAD and POST are a 405'),
  ),
  met(
    '3.7.1',
    'Only client-side technology that is supported',
    proof.components('has no inline style, script or event handler, which the security policy forbids'),
    proof.withScript(
      'the whole quiz with the mouse ends in a stored result, and the cookie is one that scripts cannot read',
    ),
  ),
  met(
    '3.7.2',
    'Redirects lead to other hosts only from a list',
    proof.oddRequests('a same-origin post through %s is answered as any other'),
    proof.oddRequests('a link that no address can hold opens nothing and breaks nothing'),
  ),
  met(
    '3.5.5',
    'Messages between pages are believed from whom they should come, and in their form alone',
    proof.hostPage('of what the frame says a height alone is believed'),
    proof.hostPage('nobody but the frame, and that while it shows the assessment, says how high it is'),
  ),
  notApplicable('3.5.2', 'Nothing relies on the preflight of CORS: see 3.5.1.'),
  notApplicable('3.5.4', 'One application, on a host of its own.'),
]
