import { createInterface } from 'node:readline/promises'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { erasePerson } from '#app/data/privacy/person.server.ts'
import { emailSchema } from '#app/domain/lead/contact.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { hashAddress } from '#app/services/privacy/address-hashes.server.ts'
import { eraseInHubspot } from '#app/services/hubspot/erase.server.ts'
import { showReceipt } from '#app/services/privacy/show-receipt.server.ts'
import { parseOptions } from '#scripts/run-script.ts'
import { runPrivacyScript, type ScriptContext, scriptSettings } from './settings.ts'

const USAGE = 'Usage: npm run privacy:purge -- --email ADDRESS, or one address a line on standard input'

export interface PurgeOptions {
  addresses: readonly string[]
  /** null leaves HubSpot to the Worker's cron */
  hubspot: Parameters<typeof eraseInHubspot>[0]['hubspot']
}

/**
 * `npm run privacy:purge`: erases people here and in HubSpot, as they could themselves on /privacy. Addresses are checked
 * before anybody is erased, and never printed.
 */
export async function purge(
  { db, label, settings, print }: ScriptContext,
  { addresses, hubspot }: PurgeOptions,
) {
  const emails = addresses.map((address, index) => {
    const parsed = emailSchema.safeParse(address)
    if (!parsed.success) throw new Error(`Address ${index + 1} is none: nobody was erased. ${USAGE}`)
    return parsed.data
  })
  for (const email of new Set(emails)) {
    const { erased, recipient } = await hashAddress(settings.IP_HASH_SECRET, email)
    const receipt = await erasePerson(db, {
      email,
      addressHash: erased[0]!,
      recipientHashes: recipient,
      source: 'operator',
      before: null,
    })
    if (hubspot)
      await eraseInHubspot({ db, hubspot, clock: systemClock, random: Math.random }, undefined, {
        id: receipt,
      })
    const state = await showReceipt(db, receipt)
    print(`${label}: erased, receipt ${receipt}, HubSpot ${state?.status ?? 'unknown'}`)
  }
  if (!hubspot) print('HUBSPOT_ACCESS_TOKEN is not set here: the Worker finishes in HubSpot within minutes')
}

async function readAddresses(args: string[]): Promise<string[]> {
  const { email } = parseOptions(args, { email: { type: 'string', multiple: true } }, USAGE)
  if (email) return email
  if (process.stdin.isTTY) throw new Error(USAGE)
  const lines: string[] = []
  for await (const line of createInterface({ input: process.stdin })) if (line.trim() !== '') lines.push(line)
  if (lines.length === 0) throw new Error(USAGE)
  return lines
}

if (import.meta.main) {
  await runPrivacyScript(async (context) => {
    const { HUBSPOT_ACCESS_TOKEN: token, HUBSPOT_BASE_URL } = scriptSettings()
    const baseUrl = HUBSPOT_BASE_URL ?? 'https://api.hubapi.com'
    const hubspot = token ? createHubspotClient({ token, baseUrl }) : null
    await purge(context, { addresses: await readAddresses(process.argv.slice(2)), hubspot })
  })
}
