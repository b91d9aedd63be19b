import { createInterface } from 'node:readline/promises'
import { CRM_CLIENT_SETTINGS, createCrmClient } from '#app/clients/choose-crm.server.ts'
import { sentContactProperties } from '#app/content/crm.ts'
import { finishErasureByHand } from '#app/data/privacy/erasures.server.ts'
import { finishMarkByHand } from '#app/data/privacy/contact-marks.server.ts'
import { CRM_NAMES } from '#app/domain/crm-id.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { erasePeople } from '#app/services/privacy/erase-people.server.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'
import { HASH_KEY_SETTING, readSettings } from '#scripts/settings.ts'

await runScript({
  name: 'privacy:purge',
  does:
    'ERASES PEOPLE by their e-mail addresses, here and in the CRM, as they could themselves on /privacy. All addresses ' +
    'are checked before anybody is erased, and none is printed. Safe to repeat.',
  usage: ['< FILE', '-- --email ADDRESS [--email ADDRESS ...]', '-- --done-by-hand RECEIPT'],
  options: {
    email: {
      type: 'string',
      multiple: true,
      value: 'ADDRESS',
      does: "whom to erase; without it, addresses are read from standard input, one a line, which keeps them out of the shell's history",
    },
    'done-by-hand': {
      type: 'string',
      value: 'RECEIPT',
      does: 'erases nobody: notes of an erasure, or a withdrawal, that needs somebody that it has been done in the CRM by hand',
    },
  },
  settings: {
    ...DATABASE_SETTINGS,
    ...HASH_KEY_SETTING,
    CRM: 'where leads go (hubspot), to finish there at once; without its credentials the Worker does within minutes',
    HUBSPOT_ACCESS_TOKEN: "HubSpot's credentials",
    HUBSPOT_BASE_URL: "another place of HubSpot's API",
    SALESFORCE_URL: "Salesforce's, with the two that follow",
    SALESFORCE_CLIENT_ID: '',
    SALESFORCE_CLIENT_SECRET: '',
    SALESFORCE_RECORD_TYPE: 'of deals',
  },
  run: async ({ email, 'done-by-hand': receipt }) => {
    if (receipt !== undefined) {
      if (email) throw new UsageError('either an erasure that was done by hand, or addresses')
      return noteDoneByHand(receipt)
    }
    const settings = readSettings(['IP_HASH_SECRET', ...CRM_CLIENT_SETTINGS])
    const addresses = email ?? (await readLines())
    const crm = createCrmClient(settings, sentContactProperties())
    const crmName = CRM_NAMES[settings.CRM]
    await withDatabase(async ({ db, label }) => {
      const eraseFromCrm =
        crm &&
        ((id: string) => eraseInCrm({ db, crm, clock: systemClock, random: Math.random }, undefined, { id }))
      await erasePeople(
        { db, hashSecrets: settings.IP_HASH_SECRET, eraseFromCrm },
        addresses,
        ({ receipt, crmStatus }) =>
          console.log(`${label}: erased, receipt ${receipt}, ${crmName} ${crmStatus ?? 'unknown'}`),
      )
      if (!crm)
        console.log(`No credentials of ${crmName} are set here: the Worker finishes there within minutes`)
    })
  },
})

async function noteDoneByHand(receipt: string): Promise<boolean> {
  return withDatabase(async ({ db, label }) => {
    const now = systemClock.now()
    const noted = (await finishErasureByHand(db, receipt, now)) || (await finishMarkByHand(db, receipt, now))
    console.log(
      `${label}: ${noted ? 'noted as done' : 'no erasure or withdrawal with this receipt needs somebody'}`,
    )
    return noted
  })
}

async function readLines(): Promise<string[]> {
  const lines: string[] = []
  if (!process.stdin.isTTY)
    for await (const line of createInterface({ input: process.stdin })) lines.push(line)
  const addresses = lines.filter((line) => line.trim() !== '')
  if (addresses.length === 0) throw new UsageError('no address was given')
  return addresses
}
