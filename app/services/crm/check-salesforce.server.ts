import type { SalesforceClient } from '#app/clients/salesforce/client.server.ts'
import { scorecardsInCrm } from '#app/content/crm.ts'
import { scorecardProperties } from '#app/domain/hubspot/scorecard-properties.ts'
import { neededFields } from '#app/domain/salesforce/fields.ts'

/** A line for each field that somebody has to make or to change in Setup; none: all are there. Changes nothing. */
export async function checkSalesforceFields(client: Pick<SalesforceClient, 'describe'>): Promise<string[]> {
  const problems: string[] = []
  const needed = neededFields(scorecardsInCrm().map(({ quiz, names }) => scorecardProperties(quiz, names)))
  for (const object of new Set(needed.map((one) => one.object))) {
    const present = new Map((await client.describe(object)).map((field) => [field.name, field]))
    for (const { field, kind } of needed.filter((one) => one.object === object)) {
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
