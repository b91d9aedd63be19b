import type { SalesforceClient } from '#app/clients/salesforce/client.server.ts'
import { NEEDED_FIELDS } from '#app/domain/salesforce/fields.ts'

/** A line for each field that somebody has to make or to change in Setup; none: all are there. Changes nothing. */
export async function checkSalesforceFields(client: Pick<SalesforceClient, 'describe'>): Promise<string[]> {
  const problems: string[] = []
  for (const object of new Set(NEEDED_FIELDS.map((needed) => needed.object))) {
    const present = new Map((await client.describe(object)).map((field) => [field.name, field]))
    for (const { field, kind } of NEEDED_FIELDS.filter((needed) => needed.object === object)) {
      const found = present.get(field)
      const isKey = kind.includes('Unique')
      if (!found)
        problems.push(`${object} has no field ${field} that the integration user can see: make it as ${kind}`)
      else if (isKey && !(found.unique && found.externalId))
        problems.push(
          `${object}.${field} must be an External ID and unique: without it a lead could be doubled`,
        )
    }
  }
  return problems
}
