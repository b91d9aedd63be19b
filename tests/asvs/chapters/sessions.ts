import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met, notMet } from '#tests/asvs/verdict.ts'

export const SESSIONS: readonly Verdict[] = [
  met('7.1.1', 'Lifetimes of sessions are written down, with reasons', proof.sessions('Lifetimes')),
  met('7.1.2', 'How many sessions there may be at once is written down', proof.sessions('How many at once')),
  met(
    '7.2.1',
    'Session tokens are verified on the server',
    proof.badInput('a tampered cookie is a 400 that says what to do and keeps what was typed'),
    proof.deployedSettings('a cookie signed by any of the secrets is accepted, and only by one of them'),
  ),
  met(
    '7.2.2',
    'Sessions have tokens made for each of them',
    proof.headers('the cookie is bound to the host, secure, out of reach of scripts and of other sites'),
    proof.cryptography('Inventory'),
  ),
  met(
    '7.2.3',
    'Session tokens are unique, of a secure generator, with 128 bits',
    proof.random('session ids have 192 random bits, nonces 128, and none comes twice'),
    proof.formRoutes('a start sets a cookie for this host alone, which scripts cannot read'),
  ),
  met(
    '7.2.4',
    'Proving who one is makes a new token and ends the old one',
    proof.carryingOn(
      'carrying on elsewhere takes the session from the former browser, which saves nothing and is told how to get it back',
    ),
    proof.accessLinks(
      'of five browsers that carry on by one link at once the last has the session, and the others are told that it moved',
    ),
  ),
  met(
    '7.3.1',
    'Sessions end when nothing happens in them',
    proof.badInput('an expired session is a 410 that says so'),
    proof.sessions('Lifetimes'),
  ),
  met(
    '7.3.2',
    'Sessions end at an age, whatever happens',
    proof.visitorCookie(
      'a session ends thirty days after the browser got it, whatever Max-Age says and whatever came later',
    ),
    proof.sessions('Lifetimes'),
  ),
  met(
    '7.4.1',
    'A session that was ended is of no use any more',
    proof.forgetting(
      'a browser that was forgotten opens nothing any more, and a copy of its cookies neither',
    ),
    proof.badInput('an expired session is a 410 that says so'),
    proof.visitorCookie(
      'a session ends thirty days after the browser got it, whatever Max-Age says and whatever came later',
    ),
  ),
  met(
    '7.4.2',
    'A person who is deleted has no session left',
    proof.resultsLink(
      'an erased owner’s link opens nothing and takes nothing, and a former address finds the result to erase',
    ),
    proof.carryingOn(
      'a resume link whose owner was erased opens nothing, in the browser that had it neither',
    ),
  ),
  met(
    '7.4.3',
    'A changed factor can end the other sessions',
    proof.resultsLink(
      'an address that the owner replaces takes no detail along, in the queue for HubSpot neither, and ends its links',
    ),
    proof.carryingOn(
      'a page shows the address to the browser that typed it alone, and another one takes its place',
    ),
  ),
  met(
    '7.4.4',
    'Every page with a session shows how to end it',
    proof.forgetting(
      'a browser that was forgotten opens nothing any more, and a copy of its cookies neither',
    ),
    proof.components('has a skip link, the landmarks and the way to the privacy page'),
    proof.sessions('What ends one'),
  ),
  met('7.4.5', 'Operators can end sessions, of one person or of all', proof.sessions('What ends one')),
  notMet(
    '7.5.1',
    'Who changes an address proves again who they are',
    'The browser that took the assessment may correct its address: there is no account, and no factor to ask for before the new ' +
      'address is confirmed. A new address takes no detail along, ends the links to the former one, and counts as unconfirmed.',
  ),
  notMet(
    '7.5.2',
    'People see all their sessions and can end each',
    'There is no account that would list them. An assessment is in one browser at a time; carrying on elsewhere ends it in the ' +
      'former one, and erasure ends all.',
  ),
  met(
    '7.6.2',
    'A session begins by somebody’s doing',
    proof.formRoutes('a start sets a cookie for this host alone, which scripts cannot read'),
    proof.mailLinks(
      'a mail scanner that fetches every link changes nothing at all in the database, and gets nothing but the cookie of the link',
    ),
  ),
  met(
    '7.1.3',
    'How sessions go with those of an identity provider is written down',
    proof.sessions('Lifetimes'),
    proof.sessions('What ends one'),
    proof.console('Who may open it'),
  ),
  met(
    '7.6.1',
    'They begin and end as is written there',
    proof.opsAccess('an assertion opens nothing more once it has been signed out'),
    proof.opsAccess('an assertion that %s opens nothing'),
    proof.opsSignIn('a session ends by its own age, and with its token'),
  ),
]
