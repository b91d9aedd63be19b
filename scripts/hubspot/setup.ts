import { setUpPortal } from '#app/services/crm/set-up-portal.server.ts'
import { runScript } from '#scripts/run-script.ts'
import { PORTAL_SETTINGS, choosePortal } from './portal.ts'

await runScript({
  name: 'hubspot:setup',
  does:
    'creates the property group and the properties that the portal lacks, and compares the others, the pipeline and its ' +
    'stages, and the owners that rules name; changes nothing that is there. Safe to repeat. The token needs ' +
    'crm.schemas.contacts.write, with owner rules crm.objects.owners.read, and ' +
    "crm.schemas.deals.write beside the sync's own scopes, and may be another one than the Worker's.",
  usage: ['', '-- --utm'],
  options: {
    utm: {
      type: 'boolean',
      does: 'makes the properties of utm tags too, as HUBSPOT_UTM_PROPERTIES=true does',
    },
  },
  settings: PORTAL_SETTINGS,
  exits: { 0: 'all is in place', 1: 'something has to be put right, or it failed; the last lines say what' },
  run: async ({ utm = false }) => {
    const { hubspot, deal, withdrawnStage, sales, label } = await choosePortal()
    console.log(`HubSpot at ${label}`)
    const { created, unchanged, problems } = await setUpPortal(
      hubspot,
      { ...deal, withdrawnStage },
      { ...sales, utm: utm || sales.utm },
    )
    for (const line of created) console.log(`created  ${line}`)
    if (created.length === 0) console.log('created  nothing')
    console.log(`in place ${unchanged} (groups, properties, the pipeline with its stages, owners)`)
    for (const line of problems) console.error(`problem  ${line}`)
    return problems.length === 0
  },
})
