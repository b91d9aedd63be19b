import { setUpPortal } from '#app/services/hubspot/set-up-portal.server.ts'
import { runScript } from '#scripts/run-script.ts'
import { hubspotTarget } from './settings.ts'

// `npm run hubspot:setup`: group, properties, pipeline and stage. The token needs crm.schemas.contacts.write and
// crm.schemas.deals.write beside what the sync needs; it may be another one than the Worker's.
await runScript(async () => {
  const { hubspot, deal, label } = hubspotTarget()
  console.log(`HubSpot at ${label}`)
  const { created, unchanged, problems } = await setUpPortal(hubspot, deal)
  for (const line of created) console.log(`created  ${line}`)
  if (created.length === 0) console.log('created  nothing')
  console.log(`in place ${unchanged} (groups, properties, the pipeline with its stage)`)
  for (const line of problems) console.error(`problem  ${line}`)
  return problems.length === 0
})
