import { parseArgs } from 'node:util'
import { explainMisses, printFigures, progress } from '#bench/figure.ts'
import { commentFigures } from './comments.ts'
import { databaseFigures } from './database-calls.ts'
import { fileFigures } from './files.ts'
import { functionFigures } from './functions.ts'
import { importFigures } from './imports.ts'
import { readSourceFiles } from './source-files.ts'
import { sqlFunctionFigures } from './sql-functions.ts'

const USAGE = `Usage: npm run house [-- --check]
Prints the figures of the code itself, one a line. --check: exit code 1 when one is outside its limit.`

function optionsOf(args: string[]): { check?: boolean; help?: boolean } {
  try {
    return parseArgs({ args, options: { check: { type: 'boolean' }, help: { type: 'boolean' } } }).values
  } catch (error) {
    progress(`${error instanceof Error ? error.message : 'Unknown option'}\n${USAGE}`)
    process.exit(2)
  }
}

const { check, help } = optionsOf(process.argv.slice(2))
if (help) {
  process.stdout.write(`${USAGE}\n`)
} else {
  const files = readSourceFiles()
  const misses = printFigures([
    ...fileFigures(files),
    ...functionFigures(files),
    ...commentFigures(files),
    ...databaseFigures(files),
    ...sqlFunctionFigures(),
    ...(await importFigures()),
  ])
  explainMisses(misses)
  if (check && misses.length > 0) process.exitCode = 1
}
