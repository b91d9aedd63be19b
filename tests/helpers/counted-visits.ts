import type { PrismaClient } from '#app/data/database.server.ts'
import { QUIZ_VERSION, SCORECARD } from '#tests/factories/quiz.ts'

/** Visits of the last two months as the roll-up keeps them: three sources, two variants and devices, and some that are left out. */
export async function addCountedVisits(db: PrismaClient): Promise<void> {
  await db.$executeRaw`
    INSERT INTO funnel_days (day, slot, recountable, "trafficKind", variant, source, campaign, device, locale, scorecard, "quizVersion",
      "sourceKind", landings, starts, step1, step2, step3, step4, completed, emails, confirmed, named, phoned, "briefingClicks")
    SELECT (now() AT TIME ZONE 'UTC')::date - ago, 7, false, kind, variant, source, campaign, device, 'en', ${SCORECARD}, ${QUIZ_VERSION},
      source_kind, n, n * 4 / 10, n * 36 / 100, n * 33 / 100, n * 3 / 10, n * 29 / 100, n * 28 / 100, n * 15 / 100, n / 10,
      n * 7 / 100, n * 4 / 100, n * 2 / 100
    FROM generate_series(0, 60) AS ago,
      (VALUES ('visitor', 40), ('bot', 25), ('preview', 3), ('own_test', 2)) AS kinds(kind, size),
      (VALUES ('control'), ('proof')) AS variants(variant),
      (VALUES ('desktop', 3), ('mobile', 2)) AS devices(device, weight),
      (VALUES ('newsletter', 'autumn', 'email', 3), ('google.com', '(none)', 'search', 4), ('ads', 'ai-readiness', 'paid', 2))
        AS sources(source, campaign, source_kind, share),
      LATERAL (SELECT size * weight * share * (10 + (ago * 7 + length(source) * 3) % 5 - 5 * (ago % 7 / 5)) / 50 AS n) AS visits`
}
