import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met } from '#tests/asvs/verdict.ts'

export const VALIDATION: readonly Verdict[] = [
  met('2.1.1', 'Rules for the form of each input are written down', proof.input('Rules')),
  met('2.1.2', 'Rules for what must fit together are written down', proof.input('What must fit together')),
  met('2.1.3', 'Limits of the business logic are written down', proof.input('Limits of the business logic')),
  met(
    '2.2.1',
    'All input is held to an expected structure',
    proof.fuzz(
      'whatever a stranger sends, the answer is one of ours and nothing is logged as an error (round %i)',
    ),
    proof.badInput('a question that the quiz does not have is a 422 that keeps the typed answers'),
    proof.badInput('a choice outside A to E is a 422 that names the question and stores nothing of it'),
    proof.contactForm('every wrong field is named at once'),
    proof.referrer('no address, unknown query, fragment or credential gets through, whatever comes in'),
  ),
  met(
    '2.2.2',
    'Checks are made on the server',
    proof.badInput('a missing answer is a 422 with the others still checked, and the step is not left'),
    proof.quizForm('without JavaScript the form sends every answer by itself'),
  ),
  met(
    '2.2.3',
    'Combinations are checked',
    proof.answers('a question of another step is refused with the number of its step'),
    proof.constraints('every check constraint of the database has a bad value here'),
  ),
  met(
    '2.3.1',
    'Steps come in their order and none is skipped',
    proof.badInput('a step out of order is a 409 that says which comes first and keeps what was typed'),
    proof.formRoutes('a last step with answers missing from an earlier one leads back to that step'),
  ),
  met(
    '2.3.2',
    'Limits of the business logic are kept',
    proof.postLimits('every route that takes posts says in one table what limits them'),
    proof.postLimits('posts to %s are limited by %s: the last one goes through, the next does nothing'),
    proof.writeLimits(
      'sixty contact posts from one browser make a handful of contacts, and say when to go on',
    ),
    proof.input('Limits of the business logic'),
  ),
  met(
    '2.3.3',
    'An operation happens whole or not at all',
    proof.databaseFaults(
      'a connection dropped before the completion ran leaves nothing, keeps the form, and the retry succeeds',
    ),
    proof.transactions('a transaction that throws leaves nothing, and a savepoint only what was before it'),
  ),
  met(
    '2.3.4',
    'What is limited cannot be taken twice',
    proof.rateLimit('of thirty hits at the same time exactly the limit is allowed'),
    proof.quizWalk('the same completion posted ten times at once makes one assessment and one outbox row'),
    proof.drain('twenty drains at once send every lead exactly once'),
  ),
  met(
    '2.4.1',
    'Machines cannot call functions without end',
    proof.startLimits(
      'a boardroom of sixty starts from one network, at once; whoever comes after meets a challenge, whatever X-Forwarded-For says',
    ),
    proof.startLimits(
      'a network that could start without end by changing its /64 meets the challenge by its /48',
    ),
    proof.writeLimits(
      'a machine that saves without end is told when to try again, and what it sent before stays',
    ),
    proof.postLimits('posts to %s are limited by %s: the last one goes through, the next does nothing'),
  ),
]
