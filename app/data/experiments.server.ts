import * as z from 'zod'
import type { LatestExperiment } from '#app/domain/experiments/experiments.ts'
import { type Experiment, variantKey } from '#app/domain/experiments/experiments.ts'
import { type Database, type Sql, sql } from './database.server.ts'
import { maybeOne } from './rows.server.ts'

const latestRow = z.object({ id: z.string(), running: z.boolean(), winner: z.string().nullable() })

/** @returns null when no test was ever started */
export async function readLatestExperiment(db: Database): Promise<LatestExperiment | null> {
  const rows = await db.$queryRaw(sql`
    SELECT id, "stoppedAt" IS NULL AS running, winner FROM experiments ORDER BY "startedAt" DESC, id LIMIT 1`)
  return maybeOne(rows, latestRow)
}

/**
 * Tables of a WITH, the last of which, `changed`, has a row when the test was started: not while another one runs, not twice, and not
 * while a former winner is shown that its words have not been given to the page.
 * @param known every test whose words are there
 */
export function startExperiment(experiment: Experiment, known: readonly Experiment[], actor: string): Sql {
  const { id, hypothesis, measure, planned, variants } = experiment
  const unsettled = known.flatMap((other) =>
    other.variants.slice(1).map((variant) => variantKey(other.id, variant.id)),
  )
  return sql`changed AS (
    INSERT INTO experiments (id, hypothesis, measure, variants, shares, planned, "startedBy")
    SELECT ${id}, ${hypothesis}, ${measure}, ${variants.map((variant) => variant.id)}::text[],
      ${variants.map(({ share }) => Math.round(share * 100))}::int[], ${planned}::int, ${actor}
    WHERE NOT EXISTS (
      SELECT FROM experiments WHERE "stoppedAt" IS NULL OR (id || ':' || winner) = ANY (${unsettled}::text[]))
    ON CONFLICT DO NOTHING RETURNING id)`
}

/** The same of a test that runs. @param winner what everybody is shown from now on; null for the page as it stands */
export function stopExperiment(id: string, winner: string | null, actor: string): Sql {
  return sql`changed AS (
    UPDATE experiments SET "stoppedAt" = now(), "stoppedBy" = ${actor},
      winner = (SELECT variant FROM unnest(variants) AS variant WHERE variant = ${winner}::text)
    WHERE id = ${id} AND "stoppedAt" IS NULL RETURNING id)`
}
