import { explainMisses, printFigures } from '#bench/figure.ts'
import { generateClients } from '#prisma/generate.ts'
import { runScript } from '#scripts/run-script.ts'
import { commentFigures } from './comments.ts'
import { databaseFigures } from './database-calls.ts'
import { fileFigures } from './files.ts'
import { functionFigures } from './functions.ts'
import { importFigures } from './imports.ts'
import { nameFigures } from './names.ts'
import { readSourceFiles } from './source-files.ts'
import { sqlFunctionFigures } from './sql-functions.ts'

await runScript({
  name: 'house',
  does: 'prints the figures of the code itself, one a line. Reads only.',
  options: { check: { type: 'boolean', does: 'end with exit code 1 when a figure is outside its limit' } },
  exits: { 0: 'counted', 1: 'it failed, or with --check: a figure is outside its limit' },
  run: async ({ check }) => {
    generateClients()
    const files = readSourceFiles()
    const misses = printFigures([
      ...fileFigures(files),
      ...functionFigures(files),
      ...commentFigures(files),
      ...nameFigures(files),
      ...databaseFigures(files),
      ...sqlFunctionFigures(),
      ...(await importFigures()),
    ])
    explainMisses(misses)
    return !(check && misses.length > 0)
  },
})
