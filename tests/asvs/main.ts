import { readFileSync, writeFileSync } from 'node:fs'
import { runScript } from '#scripts/run-script.ts'
import { CHECKOUT, findFaults } from './check.ts'
import { DOCUMENT, renderDocument } from './render.ts'
import { findNotPassed } from './test-report.ts'
import { VERDICTS } from './verdicts.ts'

await runScript({
  name: 'asvs',
  does:
    `writes ${DOCUMENT}: the requirements of OWASP ASVS 5.0, levels 1 and 2, each with the test or the section of a document ` +
    'that shows it. Says what is wrong with them, and writes nothing else. Safe to repeat.',
  options: {
    check: {
      type: 'boolean',
      does: 'write nothing, and fail where the document is not as it would be written',
    },
    report: {
      type: 'string',
      value: 'FILE',
      does: "a run of the tests, by vitest's JSON reporter: fail where a test that is named did not run or pass in it",
    },
  },
  exits: {
    0: 'every requirement is judged, and every proof is there',
    1: 'what is not is named, a line each',
  },
  run: async ({ check, report }) => {
    const faults = findFaults(VERDICTS)
    if (report !== undefined) faults.push(...findNotPassed(VERDICTS, readFileSync(report, 'utf8')))
    const text = await renderDocument(VERDICTS)
    if (!check) writeFileSync(DOCUMENT, text)
    else if (CHECKOUT.read(DOCUMENT) !== text) faults.push(`${DOCUMENT} is old: npm run asvs`)
    for (const fault of faults) console.error(fault)
    if (faults.length === 0) console.log(`${DOCUMENT}: every requirement is judged, and every proof is there`)
    return faults.length === 0
  },
})
