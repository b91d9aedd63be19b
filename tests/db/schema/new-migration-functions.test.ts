import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { edit, useMigrationTrial } from '#tests/helpers/migration-trial.ts'

const { sources, write, functionsFile, countWritten, migrateAndAsk } = useMigrationTrial()

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
    expect(await countWritten()).toBe(0)
  })

  test('are not dropped while a trigger uses them, and the way that is said leads there', async () => {
    const timestamps = path.join(sources.functions, 'timestamps.sql')
    const before = await readFile(timestamps, 'utf8')
    await edit(timestamps, 'FUNCTION set_updated_at()', 'FUNCTION touch()')

    const refused = expect(write('rename'))
    await refused.rejects.toThrow(
      /cannot drop function set_updated_at\(\) because other objects depend on it[^]*trigger assessments_set_updated_at on table assessments depends on function set_updated_at\(\)[^]*--empty[^]*No file was written/,
    )
    expect(await countWritten()).toBe(0)

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
