import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { edit, useMigrationTrial } from '#tests/helpers/migration-trial.ts'

const { sources, make, migrateAndAsk } = useMigrationTrial()

describe('a migration that loses data or fails where there are rows', () => {
  test('says so, and what to write for a renamed column', async () => {
    await edit(sources.schema, '  referrerSource        String?', '  cameFrom String?')

    const made = await make('rename_referrer')

    expect(made!.warnings).toEqual([
      expect.stringMatching(
        /^Drops column "referrerSource" of "assessments" with its data\. .*RENAME COLUMN/,
      ),
    ])
    expect(await readFile(made!.file, 'utf8')).toMatch(
      /^-- WARNING: Drops column "referrerSource" of "assessments" with its data\. .*\n\n-- AlterTable/,
    )
    expect(await migrateAndAsk('SELECT count("cameFrom")::int AS answer FROM assessments')).toBe(0)
  })

  test('says so of a column that must have a value', async () => {
    await edit(sources.schema, '  referrerSource        String?', '  referrerSource String?\n  region String')
    expect((await make('add_region'))!.warnings).toEqual([
      expect.stringMatching(/^Column "region" of "assessments" has no default/),
    ])
  })

  test('says so of a table', async () => {
    const schema = await readFile(sources.schema, 'utf8')
    await writeFile(sources.schema, schema.replace(/^model RateLimit [^]*?^}$/m, ''))
    expect((await make('no_limits'))!.warnings).toEqual([
      expect.stringMatching(/^Drops table "rate_limits" with its data/),
    ])
  })
})
