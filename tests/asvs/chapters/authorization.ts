import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met, notApplicable } from '#tests/asvs/verdict.ts'

export const AUTHORIZATION: readonly Verdict[] = [
  met('8.1.1', 'Who may do what is written down', proof.access('What each may do')),
  met('8.1.2', 'Who may read and write which field is written down', proof.access('Fields')),
  met(
    '8.2.1',
    'Functions are for those who may use them',
    proof.resultsLink(
      'who holds the link writes no address over the owner’s, and reads none of the owner’s details by an export',
    ),
    proof.privacyPages('links that are none of ours are a 404'),
  ),
  met(
    '8.2.2',
    'Data is for those who may have it, whatever id they know',
    proof.quizWalk('results open only for the browser that made them'),
    proof.twoAssessments(
      'a form of an assessment that the browser does not have is refused with a page that explains, and mixes with nothing',
    ),
  ),
  met(
    '8.2.3',
    'Fields are for those who may see or write them',
    proof.resultsLink(
      'a page that a link opens shows score and advice, no form for details, and of the contact a shortened address alone',
    ),
    proof.carryingOn(
      'a page shows the address to the browser that typed it alone, and another one takes its place',
    ),
  ),
  met(
    '8.3.1',
    'The server decides, and trusts nothing that can be changed on the way',
    proof.resultsLink(
      'who holds the link writes no address over the owner’s, and reads none of the owner’s details by an export',
    ),
    proof.twoAssessments(
      'a form of an assessment that the browser does not have is refused with a page that explains, and mixes with nothing',
    ),
  ),
  notApplicable('8.4.1', 'One installation serves one company.'),
]

export const TOKENS: readonly Verdict[] = [
  met(
    '9.1.1',
    'Signatures are checked before contents count',
    proof.badInput('a tampered cookie is a 400 that says what to do and keeps what was typed'),
    proof.deployedSettings('a cookie signed by any of the secrets is accepted, and only by one of them'),
  ),
  met(
    '9.1.2',
    'The algorithm is fixed and never taken from the token',
    proof.deployedSettings('a cookie signed by any of the secrets is accepted, and only by one of them'),
    proof.cryptography('Inventory'),
  ),
  met(
    '9.1.3',
    'Keys come from the configuration alone',
    proof.deployedSettings('a cookie signed by any of the secrets is accepted, and only by one of them'),
    proof.opsAccess('a key that has come meanwhile is fetched, and the former one stays good'),
    proof.opsAccess('an assertion that %s opens nothing'),
    proof.secrets('Where they are'),
  ),
  met(
    '9.2.1',
    'A time inside a token is kept to',
    proof.accessLinks('a link one second before, at and after its expiry'),
    proof.badInput('an expired session is a 410 that says so'),
  ),
  met(
    '9.2.2',
    'A token is good for its own kind alone',
    proof.mailWorker('a stranger’s, altered, expired or erased link is 404, and nothing changes'),
    proof.privacyPages('links that are none of ours are a 404'),
  ),
  met(
    '9.2.3',
    'A token for somebody else is not taken',
    proof.opsAccess('an assertion that %s opens nothing'),
  ),
  met(
    '9.2.4',
    'A token whose key signs for others as well names whom it is for',
    proof.opsAccess('an assertion that %s opens nothing'),
  ),
]

export const UNUSED: readonly Verdict[] = [
  notApplicable(
    '10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 10.4.6 10.4.7 10.4.8 10.4.9 ' +
      '10.4.10 10.4.11 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3',
    'Neither OAuth nor OpenID Connect is used, as client, server or resource.',
  ),
  notApplicable('17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2', 'There is no WebRTC.'),
]
