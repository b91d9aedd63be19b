import type { ConsentPurpose } from '#app/domain/lead/consent.ts'
import { type Sql, rawSql, sql } from './database.server.ts'

/** Which text was shown, by version and hash. The database adds the time. */
export interface ConsentEvidence {
  textVersion: string
  textHash: string
}

/** The SET list of newly given consent, or of a request. @param purposes all that stand from now on */
export function consentAssignments(evidence: ConsentEvidence, purposes: readonly ConsentPurpose[]): Sql {
  return sql`
    "consentAt" = now(), "consentTextVersion" = ${evidence.textVersion}, "consentTextHash" = ${evidence.textHash},
    "consentPurposes" = ${[...purposes]}::text[]`
}

/** Whether the data of `alias`, a row of assessments, may be used for this now: `standingPurposes` in SQL. */
export function allows(alias: string, purpose: ConsentPurpose): Sql {
  const row = rawSql(alias)
  return sql`(${purpose} = ANY(${row}."consentPurposes") AND ${row}."consentWithdrawnAt" IS NULL)`
}
