import { sendTestLead } from '#app/services/crm/send-test-lead.server.ts'
import { runScript } from '#scripts/run-script.ts'
import { PORTAL_SETTINGS, choosePortal } from './portal.ts'

await runScript({
  name: 'hubspot:test-lead',
  does:
    'sends a made-up lead through every call of the sync and takes it back: the contact is deleted for good, the deal ' +
    'goes to the recycling bin.',
  settings: PORTAL_SETTINGS,
  exits: { 0: 'every step worked', 1: 'one did not; its line says why' },
  run: async () => {
    const { hubspot, deal, label } = await choosePortal()
    console.log(`HubSpot at ${label}`)
    const steps = await sendTestLead(hubspot, deal, new Date())
    for (const { step, ok, detail } of steps) console.log(`${ok ? 'ok    ' : 'FAILED'} ${step}: ${detail}`)
    return steps.every(({ ok }) => ok)
  },
})
