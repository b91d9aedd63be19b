import { randomUUID } from 'node:crypto'
import { openToLocalApp } from '#prisma/app-role.ts'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'

/** The server of a test run and the migrated database on it that all others are copies of. */
export interface PostgresContext {
  /** Connection string of the server's maintenance database. */
  adminUrl: string
  template: string
  /** The server goes with the run, so that dropping its databases one by one would be work for nothing. */
  disposable: boolean
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: PostgresContext
  }
}

/** Any constant: copies are made one at a time, as a template must have no other user while it is copied. */
const CLONE_LOCK = 1_604_210_523

/** Makes the template: a migrated database that nobody can connect to any more. */
export async function createTemplate(
  adminUrl: string,
  options: { disposable: boolean },
): Promise<PostgresContext> {
  const template = `scorecard_test_${randomUUID().slice(0, 8)}`
  const url = databaseUrl(adminUrl, template)
  await migrate({ url })
  await openToLocalApp(url)
  // A copy must not look like a deployment whose jobs never ran, however long the test run lasts.
  await asAdmin(url, `UPDATE _prisma_migrations SET finished_at = finished_at + interval '10 years'`)
  await asAdmin(adminUrl, `ALTER DATABASE ${template} ALLOW_CONNECTIONS false`)
  return { adminUrl, template, ...options }
}

/** Copies the template. @returns the copy's connection string */
export async function cloneTemplate({ adminUrl, template }: PostgresContext): Promise<string> {
  const clone = `${template}_${randomUUID().slice(0, 8)}`
  const admin = await connect(adminUrl)
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [CLONE_LOCK])
    await admin.query(`CREATE DATABASE ${clone} TEMPLATE ${template}`)
    // A database's settings are not copied with it.
    await admin.query(`ALTER DATABASE ${clone} SET timezone TO 'UTC'`)
    return databaseUrl(adminUrl, clone)
  } finally {
    await admin.end()
  }
}

/** An empty database without any migration. @returns its connection string */
export async function createEmptyDatabase({ adminUrl, template }: PostgresContext): Promise<string> {
  const name = `${template}_${randomUUID().slice(0, 8)}`
  await asAdmin(adminUrl, `CREATE DATABASE ${name}`)
  return databaseUrl(adminUrl, name)
}

/** Drops a database of the run with whatever is still connected to it, on a server that outlives the run. */
export async function dropDatabase({ adminUrl, disposable }: PostgresContext, url: string): Promise<void> {
  if (disposable) return
  await asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
}

/** Drops the template and every copy that a crashed test file left behind. */
export async function dropAll({ adminUrl, template }: PostgresContext): Promise<void> {
  const admin = await connect(adminUrl)
  try {
    const { rows } = await admin.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1) ORDER BY datname <> $1',
      [template],
    )
    for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  } finally {
    await admin.end()
  }
}

function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.toString()
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const admin = await connect(adminUrl)
  try {
    await admin.query(statement)
  } finally {
    await admin.end()
  }
}
