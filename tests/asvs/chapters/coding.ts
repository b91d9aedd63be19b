import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met } from '#tests/asvs/verdict.ts'

export const CODING: readonly Verdict[] = [
  met(
    '15.1.1',
    'How soon faults of packages are mended is written down',
    proof.dependencies('How soon a fault is mended'),
  ),
  met(
    '15.1.2',
    'An inventory of packages, from known sources',
    proof.dependencies('Inventory'),
    proof.lockfile('every package of the lockfile has a checksum'),
  ),
  met('15.1.3', 'What is expensive is written down, with its bounds', proof.load('What is expensive')),
  met(
    '15.2.1',
    'No package is older than those times allow',
    proof.dependencies('Exceptions'),
    proof.badInput("the routes of Remix's open advisories do not exist"),
  ),
  met(
    '15.2.2',
    'What is expensive cannot be used up',
    proof.healthLimits(
      'of five hundred requests in one moment thirty look at the database, and all get an answer',
    ),
    proof.writeLimits(
      'a machine that saves without end is told when to try again, and what it sent before stays',
    ),
    proof.drain('a run ends at its bounds, gives back what it did not send, and the next run goes on'),
    proof.databaseFaults('thirty requests at once all end, and no connection stays open'),
  ),
  met(
    '15.2.3',
    'Production holds nothing that only tests and developers need',
    proof.importRules('%s: %s may not say %s'),
    proof.surface('what is not part of the product does not exist: %s'),
    proof.dependencies('Inventory'),
  ),
  met(
    '15.3.1',
    'Only the fields that are needed are handed out',
    proof.formRoutes('the page of a step has no session id on it'),
    proof.resultsLink(
      'a page that a link opens shows score and advice, no form for details, and of the contact a shortened address alone',
    ),
  ),
  met(
    '15.3.2',
    'Calls to others follow no redirect',
    proof.redirects(
      'a redirect of HubSpot’s address is not followed, so that no personal data goes elsewhere',
    ),
    proof.redirects('a redirect of the mail provider’s address is not followed'),
  ),
  met(
    '15.3.3',
    'A form sets the fields that it is for',
    proof.answers('the other fields of the form are no answers'),
    proof.oddRequests("fields named like an object's own properties answer nothing, and break nothing"),
  ),
  met(
    '15.3.4',
    'The visitor’s address is one that visitors cannot set',
    proof.privacyRequests('one network gets ten links an hour, whatever X-Forwarded-For says'),
    proof.network('a household behind one /64 of IPv6 is one network, the next /64 is another'),
  ),
  met(
    '15.3.5',
    'Types are checked, comparisons are strict',
    proof.answers('hostile fields give answers from A to E or a message, never an exception'),
    proof.answers('a question answered twice at once is refused'),
  ),
  met(
    '15.3.6',
    'No prototype can be polluted',
    proof.oddRequests("fields named like an object's own properties answer nothing, and break nothing"),
    proof.answers('names that every object inherits answer nothing'),
  ),
  met(
    '15.3.7',
    'A parameter that comes twice, or from elsewhere, confuses nothing',
    proof.answers('a question answered twice at once is refused'),
    proof.oddRequests("the framework's own data requests do not exist"),
    proof.input('Rules'),
  ),
]

export const LOGGING: readonly Verdict[] = [
  met(
    '16.1.1',
    'What is logged, where and for how long is written down',
    proof.logs('What is logged'),
    proof.logs('Where they go'),
  ),
  met(
    '16.2.1',
    'Lines say when, where, who and what',
    proof.securityLog('%s is logged with the request that it came with, and nothing that was sent'),
    proof.logs('What is logged'),
  ),
  met('16.2.2', 'Times are in UTC and from one source', proof.logs('What is logged')),
  met('16.2.3', 'Logs go to the documented places alone', proof.logs('Where they go')),
  met(
    '16.2.4',
    'Logs can be read and put together by machines',
    proof.databaseLog('the statements of each request carry its id, also where requests run side by side'),
    proof.securityLog('%s is logged with the request that it came with, and nothing that was sent'),
  ),
  met(
    '16.2.5',
    'What is sensitive is logged as its level says: not at all',
    proof.mailTransports(
      'a refused address and a refused sender are told apart, and no error repeats an address',
    ),
    proof.badInput('no log line holds anything personal'),
    proof.mailWorker('no log line holds an address, a token or a link'),
    proof.privacyPages('logs hold no address and no token'),
    proof.canary(
      'after the retention neither the database nor any log holds what a person gave, whatever became of it',
    ),
  ),
  met(
    '16.3.1',
    'Proofs of identity are logged, good or bad',
    proof.securityLog('%s is logged with the request that it came with, and nothing that was sent'),
    proof.logs('Security events'),
  ),
  met(
    '16.3.2',
    'Refused access is logged',
    proof.securityLog('%s is logged with the request that it came with, and nothing that was sent'),
  ),
  met(
    '16.3.3',
    'Security events, and attempts to get around controls, are logged',
    proof.securityLog('%s is logged with the request that it came with, and nothing that was sent'),
    proof.logs('Security events'),
  ),
  met(
    '16.3.4',
    'Unexpected errors are logged',
    proof.cronFailure('a failed job tells Cloudflare its name and nothing of what the driver said'),
    proof.databaseLog('a statement that fails is told of with the id of its request'),
    proof.cronAndHealth('the health page is a 503 when a lead waits too long, and when the database is away'),
  ),
  met(
    '16.4.1',
    'Nothing can be written into the log from outside',
    proof.oddRequests(
      'a path that cannot be decoded, or has several lines, is a 404, and nothing of it is logged',
    ),
    proof.securityLog('%s is logged with the request that it came with, and nothing that was sent'),
  ),
  met('16.4.2', 'Logs are protected from reading and changing', proof.logs('Where they go')),
  met('16.4.3', 'Logs are kept in a separate system', proof.logs('Where they go')),
  met(
    '16.5.1',
    'Errors say nothing of the inside',
    proof.fuzz(
      'whatever a stranger sends, the answer is one of ours and nothing is logged as an error (round %i)',
    ),
    proof.oddRequests('what cannot be done with %s is said in our own words and logged as no error'),
    proof.deployedSettings('a missing setting answers 500, and the log names the setting without a value'),
  ),
  met(
    '16.5.2',
    'The application goes on when others are away',
    proof.mailWorker(
      'a provider that hangs makes nobody wait, and the minute after it works again everything is delivered',
    ),
    proof.databaseFaults(
      'a database that refuses connections is a 503 page with the answers still in the form',
    ),
    proof.connections('When somebody is away'),
  ),
  met(
    '16.5.3',
    'Errors leave nothing half done and nothing open',
    proof.databaseFaults(
      'a connection dropped before the completion ran leaves nothing, keeps the form, and the retry succeeds',
    ),
    proof.transactions('a transaction that throws leaves nothing, and a savepoint only what was before it'),
    proof.hubspotPrivacy('an error of the client holds nothing of a person, in no log line either'),
  ),
]
