import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
import { readMigrations } from '#prisma/migration-files.ts'
import { type MigrationSources, newMigration, PROJECT_SOURCES } from '#prisma/new-migration.ts'
import { createUnmigratedDatabase } from '#tests/helpers/database.ts'
import { runNpmScript } from '#tests/helpers/npm-script.ts'
import { createScratchCheckout } from '#tests/helpers/scratch-checkout.ts'

const NOW = new Date('2999-12-31T22:59:08.500Z')

let folder: string
let sources: MigrationSources
let existing: number

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'scorecard-migration-'))
  sources = {
    schema: path.join(folder, 'schema.prisma'),
    functions: path.join(folder, 'functions'),
    migrations: path.join(folder, 'migrations'),
  }
  for (const part of ['schema', 'functions', 'migrations'] as const) {
    await cp(PROJECT_SOURCES[part], sources[part], { recursive: true })
  }
  existing = (await readMigrations(sources.migrations)).length
})

afterEach(() => rm(folder, { recursive: true }))

async function write(name: string, options: { empty?: boolean; now?: Date } = {}): Promise<string | null> {
  return (await make(name, options))?.file ?? null
}

async function make(name: string, options: { empty?: boolean; now?: Date } = {}) {
  const database = await createUnmigratedDatabase()
  try {
    return await newMigration({ url: database.url, name, now: NOW, sources, ...options })
  } finally {
    await database.close()
  }
}

const functionsFile = (name: string, sql: string) => writeFile(path.join(sources.functions, name), sql)

/** Applies all migrations to a new database, and asks it there. */
async function migrateAndAsk(query: string): Promise<unknown> {
  const database = await createUnmigratedDatabase()
  try {
    await migrate({ url: database.url, folder: sources.migrations })
    const client = await connect(database.url)
    return await client
      .query<{ answer: unknown }>(query)
      .then(({ rows }) => rows[0]?.answer)
      .finally(() => client.end())
  } finally {
    await database.close()
  }
}

async function edit(file: string, before: string, after: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toContain(before)
  await writeFile(file, text.replace(before, after))
}

const addColumn = () =>
  edit(sources.schema, '  referrerSource        String?', '  referrerSource String?\n  campaign String?')

describe('a migration', () => {
  test('holds what has changed in the schema, under its time in UTC and its name', async () => {
    await addColumn()

    const file = await write('add_campaign')

    expect(file).toBe(path.join(sources.migrations, '29991231225908_add_campaign', 'migration.sql'))
    expect(await readFile(file!, 'utf8')).toBe(
      '-- AlterTable\nALTER TABLE "assessments" ADD COLUMN     "campaign" TEXT;\n',
    )
  })

  test('holds functions that were changed, after the column that they need', async () => {
    await addColumn()
    await edit(
      path.join(sources.functions, 'retention.sql'),
      'SELECT LEAST(',
      'SELECT LEAST((SELECT min("createdAt") FROM "assessments" WHERE "campaign" IS NOT NULL),',
    )

    const sql = await readFile((await write('campaigns_count'))!, 'utf8')

    expect(sql).toMatch(/^-- AlterTable\n.*\n\nCREATE OR REPLACE FUNCTION public\.oldest_personal_record\(\)/)
    expect(sql.match(/FUNCTION/g)).toHaveLength(1)
  })

  test('leaves nothing to do for the next one, and applies to a new database', async () => {
    await addColumn()
    await edit(path.join(sources.functions, 'rate-limits.sql'), '< p_limit;', '<= p_limit;')
    const name = path.basename(path.dirname((await write('both'))!))

    expect(await write('again')).toBeNull()

    const database = await createUnmigratedDatabase()
    try {
      expect((await migrate({ url: database.url, folder: sources.migrations })).applied.at(-1)).toBe(name)
      const client = await connect(database.url)
      const { rows } = await client.query(`SELECT count("campaign")::int AS count FROM assessments`)
      await client.end()
      expect(rows).toEqual([{ count: 0 }])
    } finally {
      await database.close()
    }
  })

  test('comes after the newest one, though a clock went ahead', async () => {
    await write('first', { empty: true })
    const second = await write('second', { empty: true, now: new Date('2026-11-30T00:00:00Z') })
    expect(path.basename(path.dirname(second!))).toBe('29991231225909_second')
  })
})

describe('functions of a migration', () => {
  test('may use one another, whatever their names and files', async () => {
    await functionsFile(
      'answers.sql',
      `CREATE FUNCTION zz_base() RETURNS integer LANGUAGE sql AS 'SELECT 40';
       CREATE FUNCTION aa_top() RETURNS integer LANGUAGE sql AS 'SELECT zz_base() + zz_far()';`,
    )
    await functionsFile('far.sql', `CREATE FUNCTION zz_far() RETURNS integer LANGUAGE sql AS 'SELECT 2'; `)

    await write('answers')

    expect(await migrateAndAsk('SELECT aa_top() AS answer')).toBe(42)
    expect(await write('again')).toBeNull()
  })

  test('may be procedures', async () => {
    await functionsFile(
      'note.sql',
      'CREATE PROCEDURE note(INOUT n integer) LANGUAGE sql BEGIN ATOMIC SELECT n + 1; END;',
    )
    await write('add_note')
    expect(await write('again')).toBeNull()

    await functionsFile(
      'note.sql',
      'CREATE FUNCTION note(n integer) RETURNS integer LANGUAGE sql RETURN n + 2;',
    )
    const sql = await readFile((await write('note_answers'))!, 'utf8')

    expect(sql).toMatch(/^DROP PROCEDURE note\(.*integer\);\nCREATE OR REPLACE FUNCTION public\.note/)
    expect(await migrateAndAsk('SELECT note(40) AS answer')).toBe(42)
  })

  test('are refused with the file where they call what does not exist', async () => {
    await functionsFile(
      'lost.sql',
      `CREATE FUNCTION lost() RETURNS integer LANGUAGE sql AS 'SELECT nowhere()';`,
    )
    await expect(write('lost')).rejects.toThrow(
      'prisma/functions/lost.sql: function nowhere() does not exist',
    )
  })

  test.each([
    ['CREATE TABLE', 'CREATE TABLE notes (id integer);'],
    ['CREATE VIEW', 'CREATE VIEW notes AS SELECT 1 AS id;'],
    ['CREATE AGGREGATE', 'CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);'],
    ['CREATE TYPE', `CREATE TYPE mood AS ENUM ('good');`],
    ['COMMENT', `COMMENT ON FUNCTION set_updated_at() IS 'seen by nobody';`],
    ['DELETE', 'DELETE FROM pauses;'],
  ])('stand alone in their files: %s is refused', async (tag, sql) => {
    await functionsFile('zz-other.sql', sql)
    await expect(write('other')).rejects.toThrow(
      `prisma/functions/zz-other.sql: ${tag} does not belong there`,
    )
    expect(await readMigrations(sources.migrations)).toHaveLength(existing)
  })

  test('are not dropped while a trigger uses them, and the way that is said leads there', async () => {
    const timestamps = path.join(sources.functions, 'timestamps.sql')
    const before = await readFile(timestamps, 'utf8')
    await edit(timestamps, 'FUNCTION set_updated_at()', 'FUNCTION touch()')

    const refused = expect(write('rename'))
    await refused.rejects.toThrow(
      /cannot drop function set_updated_at\(\) because other objects depend on it[^]*trigger assessments_set_updated_at on table assessments depends on function set_updated_at\(\)[^]*--empty[^]*No file was written/,
    )
    expect(await readMigrations(sources.migrations)).toHaveLength(existing)

    await writeFile(
      timestamps,
      before + (await readFile(timestamps, 'utf8')).replace(/^[^]*?(CREATE.*touch[^]*?END \$\$;)[^]*$/, '$1'),
    )
    await write('add_touch')
    await writeFile(
      (await write('use_touch', { empty: true }))!,
      `DO $$ DECLARE t record; BEGIN
         FOR t IN SELECT tgname, tgrelid::regclass AS tab, pg_get_triggerdef(oid) AS def FROM pg_trigger
           WHERE tgfoid = 'set_updated_at'::regproc LOOP
           EXECUTE format('DROP TRIGGER %I ON %s', t.tgname, t.tab);
           EXECUTE replace(t.def, 'EXECUTE FUNCTION set_updated_at()', 'EXECUTE FUNCTION touch()');
         END LOOP;
       END $$;`,
    )
    await writeFile(timestamps, before.replace('FUNCTION set_updated_at()', 'FUNCTION touch()'))
    expect(await readFile((await write('drop_it'))!, 'utf8')).toBe('DROP FUNCTION set_updated_at();\n')
    expect(await migrateAndAsk(`SELECT to_regproc('set_updated_at') AS answer`)).toBeNull()
  })
})

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
    await edit(
      sources.schema,
      '  referrerSource        String?',
      '  referrerSource String?\n  campaign String',
    )
    expect((await make('add_campaign'))!.warnings).toEqual([
      expect.stringMatching(/^Column "campaign" of "assessments" has no default/),
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

test('a change that PostgreSQL refuses leaves no file, and it says why', async () => {
  await functionsFile(
    'referrers.sql',
    'CREATE FUNCTION referrers() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count("referrerSource") FROM assessments; END;',
  )
  await write('count_referrers')
  await rm(path.join(sources.functions, 'referrers.sql'))
  await edit(sources.schema, '  referrerSource        String?', '')

  await expect(write('no_referrers')).rejects.toThrow(
    /cannot drop column referrerSource of table assessments because other objects depend on it\nfunction referrers\(\) depends on column[^]*No file was written/,
  )
  expect(await readMigrations(sources.migrations)).toHaveLength(existing + 1)
})

test('no migration is written when nothing has changed', async () => {
  expect(await write('nothing')).toBeNull()
  expect(await readMigrations(sources.migrations)).toHaveLength(existing)
})

test('an empty migration for SQL by hand is one that can be applied', async () => {
  const file = await write('by_hand', { empty: true })
  expect(await readFile(file!, 'utf8')).toMatch(/^--.*\n$/)
  expect(await write('by_hand_too')).toBeNull()
})

test.each([
  '',
  'Add',
  'add job',
  'add-job',
  '../add',
  'add__job',
  '_add',
  'add_',
  '2nd',
  'ä',
  'a'.repeat(201),
])('a migration cannot be named "%s", and the way out is said', async (name) => {
  await expect(
    newMigration({ url: 'postgresql://localhost:1/none', name, now: NOW, sources }),
  ).rejects.toThrow('lower-case words joined by underscores, for instance add_job_title')
})

test('a schema that Prisma does not accept is answered with what is wrong in it', async () => {
  await edit(sources.schema, 'referrerSource        String?', 'referrerSource Strin?')
  await expect(write('typing_error')).rejects.toThrow('Strin')
  expect(await readMigrations(sources.migrations)).toHaveLength(existing)
})

describe('npm run db:migration', () => {
  const clone = createScratchCheckout()
  afterAll(() => clone.delete())
  const run = (...args: string[]) => runNpmScript('db:migration', args, { folder: clone.folder })
  const migrations = () => readMigrations(path.join(clone.folder, 'prisma/migrations'))

  test.each([[[]], [['one', 'two']], [['one', '--emty']]])('shows its usage for %j', async (args) => {
    const { code, stderr } = await run(...args)
    expect(stderr).toMatch(/^Usage: npm run db:migration -- NAME \[--empty\]\n/)
    expect(code).toBe(2)
    expect(await migrations()).toHaveLength(existing)
  })

  test('writes a migration with no database but its own, and says where it is', async () => {
    const schema = path.join(clone.folder, 'prisma/schema.prisma')
    await edit(schema, '  referrerSource        String?', '  referrerSource String?\n  campaign String?')

    const added = await run('add_campaign')
    const again = await run('again')

    expect(added.stdout).toMatch(
      /^Wrote prisma\/migrations\/\d{14}_add_campaign\/migration\.sql\. Read it, then: npm run db:migrate\n$/,
    )
    expect(again.stdout).toMatch(/^Nothing has changed .* For SQL by hand: --empty\n$/)
    expect([added.code, again.code]).toEqual([0, 0])

    await edit(schema, '  campaign String?', '  promotion String?')
    const renamed = await run('rename_campaign')
    expect(renamed.stdout).toMatch(
      /^Wrote .*\nWARNING: Drops column "campaign" of "assessments" with its data\./,
    )
    await rm(path.join(clone.folder, renamed.stdout.match(/prisma\/migrations\/\w+/)![0]), {
      recursive: true,
    })
    expect((await migrations()).map(({ name }) => name.replace(/^\d+_/, '')).slice(existing)).toEqual([
      'add_campaign',
    ])
  })
})
