import { expect, test } from 'vitest'
import { createNotingPrograms } from '#tests/helpers/noting-programs.ts'
import { runNpmScript } from '#tests/helpers/npm-script.ts'

async function validate(npmExit: number) {
  const { folder, calls } = createNotingPrograms({ npm: npmExit })
  const { code, stderr } = await runNpmScript('validate', [], { programs: folder })
  return { code, stderr, checks: calls().map((call) => call.replace('npm run -s ', '')) }
}

test('all checks run when all pass', async () => {
  expect(await validate(0)).toEqual({
    code: 0,
    stderr: '',
    checks: [
      'format:check',
      'lint',
      'house -- --check',
      'unused',
      'typecheck',
      'test -- --reporter=default --reporter=json --outputFile.json=build/tests.json',
      'asvs -- --check --report build/tests.json',
      'deploy:check',
    ],
  })
})

test('the first check that fails is named, and the last', async () => {
  const { code, stderr, checks } = await validate(4)
  expect(stderr).toBe('format:check failed (npm run -s format:check: exit code 4)\n')
  expect({ code, checks }).toEqual({ code: 1, checks: ['format:check'] })
})
