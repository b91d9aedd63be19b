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
  /** The statement that makes it, as `pg_get_functiondef` prints it: how it was typed plays no part. */
  definition: string
  /** Names of parameters, defaults and result, which `CREATE OR REPLACE` cannot change. */
  interface: string
}

/**
 * Compares the database's functions with their reading copy, both ways.
 * @param client connected to a migrated database; what happens there is rolled back
 * @returns differences by signature; empty where both agree
 * @throws Error naming a file that PostgreSQL does not accept
 */
export async function compareFunctions(
  client: pg.Client,
  folder = FUNCTIONS_DIR,
): Promise<FunctionDifference[]> {
  await client.query('BEGIN')
  try {
    const database = await readFunctions(client)
    for (const signature of database.keys())
      await client.query(`DROP FUNCTION IF EXISTS ${signature} CASCADE`)
    await loadFiles(client, folder)
    const copies = await readFunctions(client)
    return [...new Set([...database.keys(), ...copies.keys()])]
      .sort()
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
  return differences.map(changeFunction).join('\n\n')
}

function changeFunction({ signature, database, copy }: FunctionDifference): string {
  const drop = database && database.interface !== copy?.interface ? [`DROP FUNCTION ${signature};`] : []
  return [...drop, ...(copy ? [`${copy.definition.trim()};`] : [])].join('\n')
}

async function readFunctions(client: pg.Client): Promise<Map<string, DatabaseFunction>> {
  const { rows } = await client.query<DatabaseFunction & { signature: string }>(
    `SELECT oid::regprocedure::text AS signature, pg_get_functiondef(oid) AS definition,
       pg_get_function_arguments(oid) || ' returns ' || pg_get_function_result(oid) AS interface
     FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'`,
  )
  return new Map(rows.map(({ signature, ...made }) => [signature, made]))
}

async function loadFiles(client: pg.Client, folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'))
  for (const name of names.sort()) {
    const sql = await readFile(path.join(folder, name), 'utf8')
    await client.query(sql).catch((error: unknown) => {
      throw new Error(`prisma/functions/${name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    })
  }
}
