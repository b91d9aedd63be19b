/** The save of a step as the product sends it, written out for drivers that take text: `$1` answers, `$2` session. */
export const SAVE_STATEMENT = `
  UPDATE assessment_sessions s SET
    responses = s.responses || $1::jsonb,
    "currentStep" = LEAST(s."totalSteps", GREATEST(s."currentStep", 1)),
    email = COALESCE(NULL::text, s.email),
    "expiresAt" = now() + interval '24 hours'
  WHERE s."sessionId" = $2 AND s."expiresAt" > now() AND s."currentStep" >= 0
  RETURNING s.*, s.xmin::text AS "rowVersion"`

/** What a peer's request saves: the `session` of its query string gets these answers. */
export function saveParameters(request: Request): [answers: string, sessionId: string] {
  const answers = {
    value_assurance_1: 'C',
    value_assurance_2: 'C',
    value_assurance_3: 'C',
    value_assurance_4: 'C',
  }
  return [JSON.stringify(answers), new URL(request.url).searchParams.get('session') ?? '']
}

/** Says how many rows the statement touched: the caller expects exactly one. */
export function answerRows(rows: unknown): Response {
  return Response.json({ rows: Array.isArray(rows) ? rows.length : 0 })
}
