import { dealPlaces, sentContactProperties } from '#app/content/crm.ts'
import { createSalesforceClient } from '#app/clients/salesforce/client.server.ts'
import { checkSalesforceFields } from '#app/services/crm/check-salesforce.server.ts'
import { sendTestLead } from '#app/services/crm/send-test-lead.server.ts'
import { runScript } from '#scripts/run-script.ts'
import { readSettings } from '#scripts/settings.ts'

const CREDENTIALS = 'of the connected app; all three are needed'

await runScript({
  name: 'crm:check',
  does:
    'names the fields that an organization at Salesforce lacks, and then sends a made-up lead through every call of the sync ' +
    "and takes it back. HubSpot's are npm run hubspot:setup and hubspot:test-lead.",
  settings: {
    SALESFORCE_URL: 'the My Domain of the organization',
    SALESFORCE_CLIENT_ID: CREDENTIALS,
    SALESFORCE_CLIENT_SECRET: CREDENTIALS,
    SALESFORCE_STAGE: 'where deals begin (Prospecting)',
    SALESFORCE_RECORD_TYPE: 'the record type of deals; unset: the usual one',
    SALESFORCE_AMOUNT: 'of a deal (0)',
  },
  exits: { 0: 'all is in place', 1: 'something has to be put right; its line says what' },
  run: async () => {
    const settings = readSettings([
      'SALESFORCE_URL',
      'SALESFORCE_CLIENT_ID',
      'SALESFORCE_CLIENT_SECRET',
      'SALESFORCE_STAGE',
      'SALESFORCE_RECORD_TYPE',
      'SALESFORCE_AMOUNT',
    ])
    const { SALESFORCE_URL: url, SALESFORCE_CLIENT_ID: clientId, SALESFORCE_RECORD_TYPE: type } = settings
    const { SALESFORCE_CLIENT_SECRET: clientSecret } = settings
    if (!url || !clientId || !clientSecret)
      throw new Error('SALESFORCE_URL, SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET must be set')
    const client = createSalesforceClient({
      url,
      clientId,
      clientSecret,
      recordTypes: type !== undefined,
      sent: sentContactProperties(),
    })
    console.log(`Salesforce at ${url}`)
    const problems = await checkSalesforceFields(client)
    for (const line of problems) console.error(`problem ${line}`)
    if (problems.length > 0) return false
    const deal = {
      pipeline: type ?? '',
      stage: settings.SALESFORCE_STAGE,
      amount: settings.SALESFORCE_AMOUNT,
      places: dealPlaces('salesforce'),
    }
    const steps = await sendTestLead(client, deal, new Date())
    for (const { step, ok, detail } of steps) console.log(`${ok ? 'ok    ' : 'FAILED'} ${step}: ${detail}`)
    return steps.every(({ ok }) => ok)
  },
})
