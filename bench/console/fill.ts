import { QUESTIONS, QUIZ_VERSION } from '#tests/factories/quiz.ts'
import type { BenchDatabase } from '#bench/database.ts'
import { progress } from '#bench/figure.ts'

export const ASSESSMENTS = 1_000_000
const DAYS = 730
const QUEUE_ROWS = 200_000
const EMAILS = 200_000
/** Of each queue. */
const OPEN = 5_000
const DEAD = 2_000
const UNDER_WAY = 2_000

/** What tells visits apart: with those that came to nothing, and bots, about 40,000 rows of the roll-up a year. */
const DIMENSIONS = `(ARRAY['headline-proof:control', 'headline-proof:proof'])[1 + n % 2] AS variant,
  (ARRAY[NULL, 'google.com', 'linkedin', 'newsletter', 'partner.example.com', 'ads', 'bing.com'])[1 + n % 7] AS source,
  (ARRAY[NULL, NULL, 'webinar', 'autumn', NULL, 'audit', NULL])[1 + n % 7] AS campaign,
  (ARRAY['direct', 'search', 'social', 'email', 'referral', 'paid', 'search'])[1 + n % 7] AS kind,
  (ARRAY['desktop', 'mobile', 'tablet'])[1 + n / 14 % 3] AS device, (ARRAY['en', 'de', 'fr'])[1 + n % 7 % 3] AS locale`

/** Two years of a busy product: a million assessments, their queue rows and e-mails, who is under way, and the roll-up of it all. */
export async function fill({ query }: BenchDatabase): Promise<void> {
  // Counting while they come would be one statement a row; the roll-up is made from them afterwards.
  await query('ALTER TABLE assessments DISABLE TRIGGER USER')
  progress(`  ${ASSESSMENTS} assessments`)
  await query(
    `INSERT INTO assessments (id, "sessionId", responses, "totalScore", "scoreBreakdown", "scoreCategory", recommendations,
       "quizVersion", email, "lastName", company, "consentPurposes", "hubspotSyncStatus", "hubspotContactId", "hubspotDealId",
       "emailDeliveryStatus", "startedAt", "createdAt", "completedAt", "completionTimeSeconds", "abTestVariant", source, campaign,
       device, locale, "sourceKind", "reachedStages", "leadQuality", "qualifiedForBriefing", "emailScrubbedAt")
     SELECT 'bench-' || n, 'bench-session-' || n, answers.of_all, n % 101,
       jsonb_build_object('valueAssurance', n % 101, 'customerSafe', n % 97, 'riskCompliance', n % 89, 'governance', n % 83),
       (ARRAY['crisis', 'alert', 'risk_zone', 'builder', 'champion'])[1 + n % 5], ARRAY['Measure what AI costs'], $1,
       CASE WHEN fresh AND n % 3 > 0 THEN 'person-' || n || '@example.com' END, CASE WHEN fresh AND n % 3 > 1 THEN 'Sample ' || n END,
       CASE WHEN fresh AND n % 3 > 1 THEN 'Example Works' END, CASE WHEN n % 3 > 0 THEN '{results,contact}'::text[] ELSE '{}' END,
       CASE WHEN n % 3 = 0 THEN 'skipped' WHEN n % 100 = 1 THEN 'failed' ELSE 'synced' END,
       CASE WHEN fresh AND n % 3 > 0 THEN n::text END, CASE WHEN fresh AND n % 3 > 1 THEN n::text END,
       CASE WHEN n % 3 = 0 THEN 'skipped' WHEN n % 200 = 1 THEN 'bounced' ELSE 'sent' END,
       at.time, at.time + interval '9 minutes', at.time + interval '9 minutes', 300 + n % 900, variant, source, campaign, device,
       locale, kind, CASE n % 3 WHEN 0 THEN '{}' WHEN 1 THEN '{email}' ELSE '{email,confirmed,named}' END::text[],
       (ARRAY['basic', 'enhanced', 'executive_briefing_qualified'])[1 + n % 3], n % 3 = 2,
       CASE WHEN NOT fresh THEN at.time + interval '30 days' END
     FROM (SELECT n, ${DIMENSIONS} FROM generate_series(1, ${ASSESSMENTS}) AS n) AS visits,
       LATERAL (SELECT now() - n * interval '${DAYS} days' / ${ASSESSMENTS} - interval '10 minutes' AS time) AS at,
       LATERAL (SELECT at.time > now() - interval '30 days' AS fresh) AS age,
       LATERAL (SELECT jsonb_object_agg(question, substr('ABCDE', 1 + (n + place)::int % 5, 1)) AS of_all
         FROM unnest($2::text[]) WITH ORDINALITY AS q(question, place)) AS answers`,
    [QUIZ_VERSION, QUESTIONS.map(({ id }) => id)],
  )
  await query('ALTER TABLE assessments ENABLE TRIGGER USER')
  await fillQueues(query)
  await query(
    `INSERT INTO assessment_sessions ("sessionId", "quizVersion", "currentStep", "startedAt")
     SELECT 'bench-open-' || n, $1, n % 5, now() - n * interval '10 seconds' FROM generate_series(1, ${UNDER_WAY}) n`,
    [QUIZ_VERSION],
  )
  await query('VACUUM ANALYZE')
  await fillRollUp(query)
  await query('VACUUM ANALYZE')
}

/** The newest of both queues are open, and some of these have failed; others were given up, for one of eight causes. */
async function fillQueues(query: BenchDatabase['query']): Promise<void> {
  progress(`  ${QUEUE_ROWS} queue rows and ${EMAILS} e-mails`)
  const state = `CASE WHEN n <= ${OPEN} THEN 'pending' WHEN n % ${QUEUE_ROWS / DEAD} = 7 THEN 'dead' ELSE 'completed' END`
  const error = `CASE WHEN n <= ${OPEN} AND n % 3 > 0 THEN NULL WHEN n <= ${OPEN} OR n % ${QUEUE_ROWS / DEAD} = 7 THEN
    (ARRAY['invalid_email status=400', 'server_error status=502', 'timeout', 'conflict status=409', 'property_missing status=400',
      'no_connection', 'refused status=400', 'unexpected_status status=418'])[1 + n / 7 % 8] || ' correlation=' || n END`
  await query(
    `INSERT INTO hubspot_sync_queue (id, "assessmentId", payload, "syncType", status, "retryCount", "lastError", "createdAt",
       "nextRetryAt", "lastAttemptAt", "completedAt", "awaitsConfirmation")
     SELECT 'bench-' || n, 'bench-' || n, jsonb_build_object('version', 1, 'assessmentId', 'bench-' || n), 'contact', ${state},
       CASE WHEN n <= ${OPEN} THEN n % 2 ELSE 1 END, ${error}, a."createdAt", a."createdAt" + interval '1 minute' * (n % 100),
       a."createdAt" + interval '1 minute', CASE WHEN ${state} = 'completed' THEN a."createdAt" + interval '1 minute' END, n <= ${OPEN} AND n % 10 = 0
     FROM generate_series(1, ${QUEUE_ROWS}) n JOIN assessments a ON a.id = 'bench-' || n`,
  )
  await query(
    `INSERT INTO email_messages (id, kind, "assessmentId", recipient, "recipientHash", "mailboxHash", payload, status, "retryCount",
       "lastError", "createdAt", "nextRetryAt", "lastAttemptAt", "completedAt", undeliverable)
     SELECT 'bench-' || n, 'results', 'bench-' || n, CASE WHEN ${state} <> 'completed' THEN 'person-' || n || '@example.com' END,
       md5(n::text), md5(n::text), '{}', ${state}, 1, ${error}, a."createdAt", a."createdAt" + interval '1 minute' * (n % 100),
       a."createdAt" + interval '1 minute', CASE WHEN ${state} = 'completed' THEN a."createdAt" + interval '1 minute' END,
       CASE WHEN ${state} = 'completed' AND n % 200 = 1 THEN 'bounced' END
     FROM generate_series(1, ${EMAILS}) n JOIN assessments a ON a.id = 'bench-' || n`,
  )
}

/** The roll-up as the product makes it anew; as many visits that came to nothing stand beside those that were completed. */
async function fillRollUp(query: BenchDatabase['query']): Promise<void> {
  progress(`  the roll-up of ${DAYS} days`)
  await query(
    `SELECT rebuild_roll_up(day::date) FROM generate_series(current_date - ${DAYS + 1}, current_date, interval '1 day') AS day`,
  )
  await query('SELECT fold_roll_up(current_date)')
  await query(
    `INSERT INTO funnel_days (day, slot, recountable, "trafficKind", variant, source, campaign, device, locale, scorecard, "quizVersion",
       "sourceKind", landings, starts, step1)
     SELECT day, 0, false, kind, variant, source, campaign, device, locale, scorecard, "quizVersion", "sourceKind", starts * 6, starts, starts / 2
     FROM funnel_days, (VALUES ('visitor'), ('bot')) AS k(kind) WHERE kind = 'visitor' OR device <> 'tablet'`,
  )
}
