import type { Database } from '#app/data/database.server.ts'
import { countBatch } from '#app/data/roll-up/checks.server.ts'

// Whoever adds details to one of a batch waits until it is counted.
const BATCH = 200
const MAX_BATCHES = 100

/** Adds new assessments to the roll-up. What is left waits for the next time. @returns how many were added */
export async function countAssessments(db: Database): Promise<number> {
  let counted = 0
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const added = await countBatch(db, BATCH)
    counted += added
    if (added < BATCH) break
  }
  return counted
}
