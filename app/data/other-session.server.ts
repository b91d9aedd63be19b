import type { Database } from './database.server.ts'

/** The one of these that was worked on last and can still be carried on. */
export async function findOtherSession(
  db: Database,
  sessionIds: readonly string[],
  scorecard: string,
  now: Date,
): Promise<{ sessionId: string; currentStep: number; totalSteps: number } | null> {
  return db.assessmentSession.findFirst({
    where: { sessionId: { in: [...sessionIds] }, scorecard, expiresAt: { gt: now } },
    orderBy: { lastActivity: 'desc' },
    select: { sessionId: true, currentStep: true, totalSteps: true },
  })
}
