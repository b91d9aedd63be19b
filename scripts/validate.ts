import { runScript } from './run-script.ts'
import { runStep } from './steps.ts'

const REPORT = 'build/tests.json'

/** From the quickest to the slowest, and what reads the report of the tests behind them. */
const CHECKS = [
  'format:check',
  'lint',
  'house -- --check',
  'unused',
  'typecheck',
  `test -- --reporter=default --reporter=json --outputFile.json=${REPORT}`,
  `asvs -- --check --report ${REPORT}`,
  'deploy:check',
]
const NAMES = CHECKS.map((check) => check.replace(/ -- .*/, ''))

await runScript({
  name: 'validate',
  does: `runs all checks, one after the other, until one fails: ${NAMES.join(', ')}. Deploys nothing.`,
  exits: { 0: 'every check passed', 1: 'one failed; the last line says which' },
  run: async () => {
    for (const check of CHECKS) await runStep('npm', ['run', '-s', ...check.split(' ')], `${check} failed`)
  },
})
