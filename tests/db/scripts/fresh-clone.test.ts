import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { freePorts } from '#tests/helpers/launcher.ts'
import { runNpmScript } from '#tests/helpers/npm-script.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'

const database = await useTestDatabase()

function createClone(): string {
  const clone = createScratchCheckout()
  onTestFinished(() => clone.delete())
  return clone.folder
}

test('scripts on a database that is named work in a fresh clone, even one without the local cloud', async () => {
  const folder = createClone()
  rmSync(path.join(folder, 'dev'), { recursive: true })
  const options = { folder, env: { DIRECT_DATABASE_URL: database.url } }
  const generated = path.join(folder, 'app/data/generated/nodejs/client.ts')

  expect(await runNpmScript('db:migrate', [], options)).toMatchObject({ code: 0, stderr: '' })
  expect(existsSync(generated)).toBe(false)
  // Each finds that the clients are missing, and neither sees half of them.
  const [privacy, mail] = await Promise.all([
    runNpmScript('privacy:status', [], options),
    runNpmScript('mail:status', [], options),
  ])
  expect(privacy).toMatchObject({ code: 0, stderr: '' })
  expect(privacy.stdout).toContain('every column is classified')
  expect(mail).toMatchObject({ code: 0, stderr: '' })
  expect(existsSync(generated)).toBe(true)
  expect(await runNpmScript('db:seed', [], options)).toMatchObject({ code: 0, stderr: '' })
  expect(await database.db.assessment.count()).toBeGreaterThan(0)
})

test('where no database is named, scripts start the embedded one, migrated, from nothing and again', async () => {
  const folder = createClone()
  const { POSTGRES_PORT } = await freePorts()
  const options = { folder, env: { POSTGRES_PORT: POSTGRES_PORT! } }
  const place = `embedded scorecard at localhost:${POSTGRES_PORT}`

  expect(await runNpmScript('hubspot:status', [], options)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${place}\nsync: running\nleads: 0 due`) as string,
    stderr: '',
  })
  expect(await runNpmScript('db:seed-test', [], options)).toMatchObject({
    code: 0,
    stdout: `${place}: 9 records\n`,
  })
  expect(await runNpmScript('hubspot:status', [], options)).toMatchObject({
    stdout: expect.stringContaining('leads: 2 due') as string,
  })
})
