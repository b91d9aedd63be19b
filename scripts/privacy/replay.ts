import { readFile, writeFile } from 'node:fs/promises'
import { createNodeClient } from '#app/data/node-client.server.ts'
import { type LedgerEntry, parseLedgerEntry, readLedger } from '#app/data/privacy/erasure-ledger.server.ts'
import { replayErasures } from '#app/services/privacy/replay-erasures.server.ts'
import { parseOptions } from '#scripts/run-script.ts'
import { runPrivacyScript, type ScriptContext } from './settings.ts'

const OWNER_ONLY = 0o600
const USAGE =
  'Usage: npm run privacy:replay -- --save FILE | --ledger FILE | --from URL-of-the-database-before-it-was-restored'

/**
 * `npm run privacy:replay`: after a restore, repeats every erasure that the restored database does not know of.
 * `--save` writes the ledger to a file, to be kept beside backups; `--ledger` and `--from` read it from there, or from
 * the database as it was before.
 */
export async function replay(
  { db, label, settings, print }: ScriptContext,
  args: readonly string[],
): Promise<void> {
  const text = { type: 'string' } as const
  const values = parseOptions(args, { save: text, ledger: text, from: text }, USAGE)
  if (Object.keys(values).length !== 1) throw new Error(USAGE)
  if (values.save !== undefined) {
    const entries = await readLedger(db)
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    await writeFile(values.save, lines, { mode: OWNER_ONLY })
    print(`${label}: ${entries.length} erasures written to ${values.save}`)
    return
  }
  const ledger =
    values.ledger === undefined ? await ledgerOf(values.from!) : await readLedgerFile(values.ledger)
  const { compared, erased, restored } = await replayErasures(db, ledger, settings.IP_HASH_SECRET)
  print(
    `${label}: ${ledger.length} erasures in the ledger, ${compared} addresses compared, ${erased} people erased again`,
  )
  print(`${restored} entries that the database had lost are in its ledger again`)
}

async function ledgerOf(url: string): Promise<LedgerEntry[]> {
  const before = createNodeClient(url)
  try {
    return await readLedger(before)
  } finally {
    await before.$disconnect()
  }
}

async function readLedgerFile(file: string): Promise<LedgerEntry[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, index) => {
    try {
      return parseLedgerEntry(line)
    } catch {
      throw new Error(`Line ${index + 1} of ${file} is no entry of a ledger: nothing was erased`)
    }
  })
}

if (import.meta.main) await runPrivacyScript((context) => replay(context, process.argv.slice(2)))
