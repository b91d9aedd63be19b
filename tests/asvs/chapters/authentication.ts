import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met, notApplicable, notMet } from '#tests/asvs/verdict.ts'

export const AUTHENTICATION: readonly Verdict[] = [
  met(
    '6.1.1',
    'Defences against guessing are written down, and nobody can lock others out',
    proof.access('Guessing'),
    proof.privacyRequests(
      'strangers who ask under every spelling of a mailbox use up nothing of its owner, who asks from the own browser and from nowhere',
    ),
    proof.privacyRequests(
      'strangers who ask for an address itself leave its owner three links that work, and the page says so to whoever asks',
    ),
  ),
  met(
    '6.1.3',
    'All ways in are written down with their strength',
    proof.access('Ways in and how strong they are'),
  ),
  met(
    '6.3.1',
    'The defences against guessing are there',
    proof.accessLinks(
      'asking again for a link that is on its way makes no second e-mail, and a network is let through 20 times',
    ),
    proof.accessLinks('a token that is altered, of another form or of nobody opens nothing'),
    proof.privacyPages('asking gives the same answer for known and unknown addresses'),
    proof.deliveryCaps('strangers who ask for links cannot use up the cap of the whole service'),
  ),
  met(
    '6.3.4',
    'There is no way in that is not written down',
    proof.access('Ways in and how strong they are'),
    proof.mailWorker('a stranger’s, altered, expired or erased link is 404, and nothing changes'),
    proof.quizWalk('results open only for the browser that made them'),
  ),
  notMet(
    '6.5.1',
    'A code sent out of band works once',
    'Links to results and to carry on work until they end: people read results more than once, and mail programs open links ' +
      'before them. What they open is bounded instead: a link shows, confirms its own address, and writes nothing else.',
  ),
  met(
    '6.5.2',
    'Secrets that are looked up are stored hashed',
    proof.delivery('the link in the e-mail is made of a secret that the database does not hold'),
    proof.cryptography('Inventory'),
  ),
  met(
    '6.5.3',
    'Such secrets come from a secure generator',
    proof.accessLinks(
      'a token is recovered under the secret that made it, also after another took its place',
    ),
    proof.cryptography('Inventory'),
  ),
  met(
    '6.5.4',
    'They have at least 20 bits of entropy',
    proof.accessLinks('a token that is altered, of another form or of nobody opens nothing'),
    proof.cryptography('Inventory'),
  ),
  notMet(
    '6.5.5',
    'A code sent out of band lives for ten minutes at most',
    'Links are read in e-mails hours or days later. They have lifetimes, and each its reason (docs/security/sessions.md); their ' +
      'tokens cannot be guessed in that time.',
  ),
  met(
    '6.6.2',
    'A code sent out of band works for its own request alone',
    proof.accessLinks('a link whose session has expired or was erased moves nothing'),
    proof.accessLinks(
      'a resume link that was sent to a mistyped address stops when the right address takes its place, used or not',
    ),
    proof.resultsLink('who holds the link confirms its address, once, and writes nothing else by that'),
  ),
  met(
    '6.6.3',
    'Codes sent out of band cannot be found by trying',
    proof.accessLinks('a token that is altered, of another form or of nobody opens nothing'),
    proof.cryptography('Inventory'),
    proof.access('Guessing'),
  ),
  notApplicable(
    '6.1.2 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.4.1 6.4.2 6.4.3',
    'There are no passwords, and no questions in their place.',
  ),
  notApplicable('6.3.2', 'There are no accounts, so no default ones either.'),
  notMet(
    '6.3.3',
    'More than one factor opens the application',
    'A visitor has nothing to log in to. The console takes a token of at least 32 characters, which is one factor; with Cloudflare ' +
      'Access in front of it the identity provider asks for a second one (docs/operations/console.md).',
  ),
  met(
    '6.8.1',
    'Nobody is taken for somebody of another identity provider',
    proof.opsAccess('an assertion that %s opens nothing'),
    proof.opsAccess('whoever Access vouches for is let in, with the roles of their address'),
  ),
  met(
    '6.8.2',
    'The signature of an assertion is checked always',
    proof.opsAccess('an assertion that %s opens nothing'),
    proof.opsAccess('nobody is let in without an assertion'),
  ),
  notApplicable('6.4.4', 'A factor is enrolled and replaced at the identity provider of Cloudflare Access.'),
  notApplicable('6.6.1', 'Nothing is sent by telephone.'),
  notApplicable('6.8.3', 'No SAML is spoken.'),
  notApplicable(
    '6.8.4',
    'How strongly somebody logs in is the policy of Cloudflare Access, and nothing here depends on it.',
  ),
]
