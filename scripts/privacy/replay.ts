import { readFile, writeFile } from 'node:fs/promises'
import { formatLedger, parseLedger, readLedger } from '#app/data/privacy/erasure-ledger.server.ts'
import { replayErasures } from '#app/services/privacy/replay-erasures.server.ts'
import { counted } from '#scripts/counted.ts'
import { DATABASE_SETTINGS, withClient, withDatabase } from '#scripts/database.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'
import { HASH_KEY_SETTING, readSettings } from '#scripts/settings.ts'

const OWNER_ONLY = 0o600

await runScript({
  name: 'privacy:replay',
  does:
    'after a restore, ERASES AGAIN whoever was erased since the backup, by the ledger of erasures, which --save writes ' +
    'to a file before the restore. Safe to repeat.',
  usage: ['-- --save FILE', '-- --ledger FILE', '-- --from URL'],
  options: {
    save: { type: 'string', value: 'FILE', does: 'write the ledger to a file, to be kept beside backups' },
    ledger: { type: 'string', value: 'FILE', does: 'erase again whoever is in this file' },
    from: {
      type: 'string',
      value: 'URL',
      does: 'erase again whoever is in the ledger of this database, the one before it was restored',
    },
  },
  settings: { ...DATABASE_SETTINGS, ...HASH_KEY_SETTING },
  run: async ({ save, ledger, from }) => {
    if ([save, ledger, from].filter((value) => value !== undefined).length !== 1)
      throw new UsageError('one of the three is wanted')
    if (save !== undefined) return saveLedger(save)
    const { IP_HASH_SECRET } = readSettings(['IP_HASH_SECRET'])
    await withDatabase(async ({ db, label }) => {
      const entries =
        ledger === undefined
          ? await withClient(from!, (before) => readLedger(before))
          : parseLedger(await readFile(ledger, 'utf8'), ledger)
      const { compared, erased, restored } = await replayErasures(db, entries, IP_HASH_SECRET)
      console.log(
        `${label}: ${counted(entries.length, 'erasure')} in the ledger, ${counted(compared, 'address', 'addresses')} compared, ${counted(erased, 'person', 'people')} erased again`,
      )
      console.log(
        `Back in the database’s ledger, which had lost them: ${counted(restored, 'entry', 'entries')}`,
      )
    })
  },
})

function saveLedger(file: string): Promise<void> {
  return withDatabase(async ({ db, label }) => {
    const entries = await readLedger(db)
    await writeFile(file, formatLedger(entries), { mode: OWNER_ONLY })
    console.log(`${label}: ${counted(entries.length, 'erasure')} written to ${file}`)
  })
}
