import { createInterface } from 'node:readline/promises'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { finishErasureByHand } from '#app/data/privacy/erasures.server.ts'
import { finishMarkByHand } from '#app/data/privacy/contact-marks.server.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { eraseInCrm } from '#app/services/crm/erase.server.ts'
import { erasePeople } from '#app/services/privacy/erase-people.server.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'
import { HASH_KEY_SETTING, readSettings } from '#scripts/settings.ts'

await runScript({
  name: 'privacy:purge',
  does:
    'ERASES PEOPLE by their e-mail addresses, here and in HubSpot, as they could themselves on /privacy. All addresses ' +
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
      does: 'erases nobody: notes of an erasure, or a withdrawal, that needs somebody that it has been done in HubSpot by hand',
    },
  },
  settings: {
    ...DATABASE_SETTINGS,
    ...HASH_KEY_SETTING,
    HUBSPOT_ACCESS_TOKEN: 'to finish in HubSpot at once; without it the Worker does within minutes',
    HUBSPOT_BASE_URL: "another place of HubSpot's API",
  },
  run: async ({ email, 'done-by-hand': receipt }) => {
    if (receipt !== undefined) {
      if (email) throw new UsageError('either an erasure that was done by hand, or addresses')
      return noteDoneByHand(receipt)
    }
    const settings = readSettings(['IP_HASH_SECRET', 'HUBSPOT_ACCESS_TOKEN', 'HUBSPOT_BASE_URL'])
    const { HUBSPOT_ACCESS_TOKEN: token, HUBSPOT_BASE_URL: baseUrl } = settings
    const addresses = email ?? (await readLines())
    const hubspot = token === undefined ? null : createHubspotClient({ token, baseUrl })
    await withDatabase(async ({ db, label }) => {
      const eraseFromHubspot =
        hubspot &&
        ((id: string) =>
          eraseInCrm({ db, crm: hubspot, clock: systemClock, random: Math.random }, undefined, { id }))
      await erasePeople(
        { db, hashSecrets: settings.IP_HASH_SECRET, eraseFromHubspot },
        addresses,
        ({ receipt, hubspotStatus }) =>
          console.log(`${label}: erased, receipt ${receipt}, HubSpot ${hubspotStatus ?? 'unknown'}`),
      )
      if (!hubspot)
        console.log('HUBSPOT_ACCESS_TOKEN is not set here: the Worker finishes in HubSpot within minutes')
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
