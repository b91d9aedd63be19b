import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'

/** The reading copy: every function of the database as it is now, whatever migrations made it so. */
export const FUNCTIONS_DIR = fileURLToPath(new URL('./functions', import.meta.url))

/** A function that the database and the reading copy do not have alike. */
export interface FunctionDifference {
  /** Name and types of parameters, e.g. `utc_ago(interval)`. */
  signature: string
  /** Null where the database, or the copy, has no such function. */
  database: DatabaseFunction | null
  copy: DatabaseFunction | null
}

export interface DatabaseFunction {
  kind: 'FUNCTION' | 'PROCEDURE'
  /** The statement that makes it, as `pg_get_functiondef` prints it: how it was typed plays no part. */
  definition: string
  /** Names of parameters, defaults and result, which `CREATE OR REPLACE` cannot change. */
  interface: string
}

/**
 * Compares the database's functions and procedures with their reading copy, both ways.
 * @param client connected as a superuser to a migrated database; what happens there is rolled back
 * @returns differences: those of the copy in the order of its files, then those that only the database has; empty where
 *   both agree
 * @throws Error naming a file that PostgreSQL does not accept, or that holds something else
 */
export async function compareFunctions(
  client: pg.Client,
  folder = FUNCTIONS_DIR,
): Promise<FunctionDifference[]> {
  await client.query('BEGIN')
  try {
    const database = await readFunctions(client)
    for (const signature of database.keys()) await client.query(`DROP ROUTINE IF EXISTS ${signature} CASCADE`)
    const copies = await loadFiles(client, folder)
    return [...new Set([...copies.keys(), ...database.keys()])]
      .map((signature) => ({
        signature,
        database: database.get(signature) ?? null,
        copy: copies.get(signature) ?? null,
      }))
      .filter(({ database, copy }) => database?.definition !== copy?.definition)
  } finally {
    await client.query('ROLLBACK')
  }
}

/** The statements that turn the database's functions into those of the reading copy; empty when there is nothing to do. */
export function functionChanges(differences: readonly FunctionDifference[]): string {
  const made = differences.filter(({ copy }) => copy !== null)
  return [...(made.length > 1 ? [IN_ANY_ORDER] : []), ...differences.map(changeFunction)].join('\n\n')
}

const IN_ANY_ORDER = `-- The functions may use one another, in whatever order they stand here.
SET LOCAL check_function_bodies = off;`

function changeFunction({ signature, database, copy }: FunctionDifference): string {
  const drop =
    database && database.interface !== copy?.interface ? [`DROP ${database.kind} ${signature};`] : []
  return [...drop, ...(copy ? [`${copy.definition.trim()};`] : [])].join('\n')
}

/** By signature, in the order in which they were made. */
async function readFunctions(client: pg.Client): Promise<Map<string, DatabaseFunction>> {
  const { rows } = await client.query<DatabaseFunction & { signature: string }>(
    `SELECT oid::regprocedure::text AS signature, CASE prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind,
       pg_get_functiondef(oid) AS definition,
       concat(pg_get_function_arguments(oid), ' returns ', pg_get_function_result(oid)) AS interface
     FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p', 'w') ORDER BY oid`,
  )
  return new Map(rows.map(({ signature, ...made }) => [signature, made]))
}

/**
 * Makes what the files say. Bodies are checked when all are there: a function may use one of a later file.
 * @returns what was made, in its order
 */
async function loadFiles(client: pg.Client, folder: string): Promise<Map<string, DatabaseFunction>> {
  await client.query(REFUSE_ALL_ELSE)
  await client.query('SET LOCAL check_function_bodies = off')
  const fileOf = new Map<string, string>()
  for (const name of (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()) {
    await namingFile(name, () => loadFile(client, path.join(folder, name)))
    for (const signature of (await readFunctions(client)).keys())
      if (!fileOf.has(signature)) fileOf.set(signature, name)
  }
  await client.query('SET LOCAL check_function_bodies = on')
  const made = await readFunctions(client)
  for (const [signature, { definition }] of made)
    await namingFile(fileOf.get(signature)!, () => client.query(definition))
  return made
}

const ELSEWHERE = 'does not belong there. Write it into a migration: npm run db:migration -- NAME --empty'

// PostgreSQL alone reads its language rightly; everything that makes or changes something passes by here.
const REFUSE_ALL_ELSE = `
  CREATE FUNCTION pg_temp.refuse_all_else() RETURNS event_trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF tg_tag NOT IN ('CREATE FUNCTION', 'CREATE PROCEDURE') THEN
      RAISE EXCEPTION '% ${ELSEWHERE}', tg_tag;
    END IF;
  END $$;
  CREATE EVENT TRIGGER refuse_all_else ON ddl_command_start EXECUTE FUNCTION pg_temp.refuse_all_else()`

async function loadFile(client: pg.Client, file: string): Promise<void> {
  // Several statements have several results, which the driver's types do not know.
  const results = [await client.query(await readFile(file, 'utf8'))].flat() as pg.QueryResult[]
  const other = results.find(({ command }) => command !== null && command !== 'CREATE')
  if (other) throw new Error(`${other.command} ${ELSEWHERE}`)
}

async function namingFile(name: string, work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    throw new Error(`prisma/functions/${name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  })
}
