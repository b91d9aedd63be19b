import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readIfThere } from '#scripts/read-if-there.ts'
import { runScript } from '#scripts/run-script.ts'
import { makePrivacyDocuments } from './privacy-documents.ts'

const FOLDER = fileURLToPath(new URL('../../docs/privacy/', import.meta.url))

await runScript({
  name: 'privacy:docs',
  does:
    'writes the record of processing, the list of processors and the assessment of risks to docs/privacy/, from the catalogue ' +
    'that the notice is made from. Asks nobody.',
  options: { check: { type: 'boolean', does: 'write nothing, and say whether they are as they should be' } },
  exits: { 0: 'they are written, or as they should be', 1: 'with --check: one is not; or it failed' },
  run: ({ check = false }) => {
    const stale: string[] = []
    for (const { file, text } of makePrivacyDocuments()) {
      const target = path.join(FOLDER, file)
      if (text === readIfThere(target)?.toString()) continue
      stale.push(file)
      if (check) continue
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(target, text)
    }
    if (!check) console.log(`${stale.length} written to docs/privacy/`)
    else if (stale.length > 0)
      console.error(`not as the catalogue has it: ${stale.join(', ')}. npm run privacy:docs writes them`)
    else console.log('docs/privacy/ is as the catalogue has it')
    return Promise.resolve(!check || stale.length === 0)
  },
})
