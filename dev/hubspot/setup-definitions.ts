import { scorecardsInCrm } from '#app/content/crm.ts'
import { CONTACT_PROPERTIES, DEAL_PROPERTIES, PROPERTY_GROUP } from '#app/domain/hubspot/properties.ts'
import { scorecardProperties } from '#app/domain/hubspot/scorecard-properties.ts'
import type { PortalDefinitions } from './server.ts'

/** What `npm run hubspot:setup` creates, new each time: a portal may change it. */
export function setupDefinitions(): PortalDefinitions {
  const others = scorecardsInCrm().map(({ quiz, names }) => scorecardProperties(quiz, names))
  return structuredClone({
    contacts: {
      groups: [PROPERTY_GROUP],
      properties: [...CONTACT_PROPERTIES, ...others.flatMap(({ contacts }) => contacts)],
    },
    deals: {
      groups: [PROPERTY_GROUP],
      properties: [...DEAL_PROPERTIES, ...others.flatMap(({ deals }) => deals)],
    },
  })
}
