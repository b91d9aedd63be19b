import { runScript } from './run-script.ts'
import { runStep } from './steps.ts'

/** From the quickest to the slowest. */
const CHECKS = ['format:check', 'lint', 'house -- --check', 'unused', 'typecheck', 'test', 'deploy:check']

await runScript({
  name: 'validate',
  does: `runs all checks, one after the other, until one fails: ${CHECKS.join(', ')}. Deploys nothing.`,
  exits: { 0: 'every check passed', 1: 'one failed; the last line says which' },
  run: async () => {
    for (const check of CHECKS) await runStep('npm', ['run', '-s', ...check.split(' ')], `${check} failed`)
  },
})
