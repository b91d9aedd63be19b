import { sendTestLead } from '#app/services/hubspot/send-test-lead.server.ts'
import { runScript } from '#scripts/run-script.ts'
import { hubspotTarget } from './settings.ts'

// `npm run hubspot:test-lead`: a made-up lead there and back again.
await runScript(async () => {
  const { hubspot, deal, label } = hubspotTarget()
  console.log(`HubSpot at ${label}`)
  const steps = await sendTestLead(hubspot, deal, new Date())
  for (const { step, ok, detail } of steps) console.log(`${ok ? 'ok    ' : 'FAILED'} ${step}: ${detail}`)
  return steps.every(({ ok }) => ok)
})
