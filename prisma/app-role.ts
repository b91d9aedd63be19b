import type pg from 'pg'
import { connect, SQLSTATE, sqlState } from './connection.ts'

/** The role that the Worker connects as: it reads and writes rows, and changes nothing about the database. */
const APP_ROLE = 'scorecard_app'

// Two databases of a server may be migrated at once: the role is the server's.
const CREATE_ROLE = `
  DO $$ BEGIN
    CREATE ROLE ${APP_ROLE} NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`

// Functions of triggers are run by whoever changes a row, and called by nobody.
const GRANT_RIGHTS = `
  DO $$
  DECLARE
    v_function regprocedure;
  BEGIN
    GRANT USAGE ON SCHEMA public TO ${APP_ROLE};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${APP_ROLE};
    REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${APP_ROLE};
    FOR v_function IN
      SELECT p.oid FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole
    LOOP
      EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', v_function);
      IF (SELECT prorettype FROM pg_proc WHERE oid = v_function) <> 'trigger'::regtype THEN
        EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO ${APP_ROLE}', v_function);
      END IF;
    END LOOP;
    EXECUTE format('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END $$`

/**
 * Makes the Worker's role where there is none, and gives it what the migrations made. Safe to repeat.
 * @param client connected as the owner, who may lack the right to make roles: it then says so and gives no rights
 */
export async function grantAppRights(client: pg.Client, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE])
  if (rows.length === 0) {
    try {
      await client.query(CREATE_ROLE)
    } catch (error) {
      if (sqlState(error) !== SQLSTATE.noPrivilege) throw error
      log(
        `The role ${APP_ROLE}, which the Worker should connect as, is missing, and this one may not make it: have ` +
          `CREATE ROLE ${APP_ROLE} LOGIN PASSWORD '...' run by one that may, and migrate again.`,
      )
      return
    }
  }
  await client.query(GRANT_RIGHTS)
}

/**
 * Lets the Worker's role log in on a server that holds nothing of value, with a password that everybody may know.
 * @param url of the owner, to a database on this machine
 * @returns the same database's connection string for the Worker
 */
export async function openToLocalApp(url: string): Promise<string> {
  const client = await connect(url)
  try {
    await client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD '${APP_ROLE}'`)
  } finally {
    await client.end()
  }
  return asApp(url)
}

/** The connection string of {@link openToLocalApp}, to another database of a server that has been opened so. */
export function asApp(url: string): string {
  const app = new URL(url)
  app.username = APP_ROLE
  app.password = APP_ROLE
  return app.href
}
