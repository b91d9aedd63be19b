import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met, notApplicable } from '#tests/asvs/verdict.ts'

export const WEB_SERVICE: readonly Verdict[] = [
  met(
    '4.1.1',
    'Every answer with a body says its type, text its encoding too',
    proof.contentTypes('what the Worker answers says what it is, and in which encoding'),
    proof.contentTypes('every static file says what it is, text also in which encoding'),
  ),
  met(
    '4.1.2',
    'Only pages for people lead from HTTP to HTTPS',
    proof.https('in production what is read by http is read by https instead, at the same address'),
    proof.https('in production nothing is written by http, and no header of the sender’s makes it https'),
    proof.https('in production a monitor that asks by http is refused, and led nowhere'),
  ),
  met(
    '4.1.3',
    'Header fields of intermediaries cannot be set by visitors',
    proof.privacyRequests('one network gets ten links an hour, whatever X-Forwarded-For says'),
    proof.oddRequests('a same-origin post through %s is answered as any other'),
    proof.connections('Transport'),
  ),
  met(
    '4.2.1',
    'The bounds of a message are found by the rules of its HTTP version',
    proof.badInput('a chunked body over 64 KiB without a length is a 413'),
    proof.oddRequests('a GET with a body is answered as if it had none'),
    proof.connections('Transport'),
  ),
  notApplicable('4.3.1 4.3.2', 'There is no GraphQL.'),
  notApplicable(
    '4.4.1 4.4.2 4.4.3 4.4.4',
    "No page opens a WebSocket; the database driver's is judged in 12.3.1.",
  ),
]

export const FILES: readonly Verdict[] = [
  met(
    '5.4.1',
    'Names of downloads come from us and stand in the header',
    proof.contentTypes('what the Worker answers says what it is, and in which encoding'),
  ),
  met(
    '5.4.2',
    'Names of downloads are safe in the header',
    proof.contentTypes('what the Worker answers says what it is, and in which encoding'),
  ),
  met(
    '5.2.1',
    'No file is accepted that is too large to handle',
    proof.badInput('a body over 64 KiB is a 413'),
    proof.surface('a form with a file in it is refused, whatever the file is'),
  ),
  notApplicable(
    '5.1.1 5.2.2 5.2.3 5.3.1 5.3.2 5.4.3',
    'No file is accepted, stored or opened by a name from outside.',
  ),
]
