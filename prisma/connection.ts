import { lookup } from 'node:dns/promises'
import pg from 'pg'
import { isThisMachine } from './this-machine.ts'

/** Codes of PostgreSQL that scripts act on. */
export const SQLSTATE = {
  invalidPassword: '28P01',
  unknownDatabase: '3D000',
  databaseExists: '42P04',
  noPrivilege: '42501',
  lockNotAvailable: '55P03',
  dependentObjects: '2BP01',
} as const

const CONNECT_TIMEOUT_MS = 15_000
/** The database that every server has: where one connects to create or drop another. */
const MAINTENANCE_DATABASE = 'postgres'
const URL_FORM = 'postgresql://user:password@host:5432/database'

export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/**
 * An open connection to the database of `url`, or to another one of the same server; to another machine by TLS alone, with
 * a certificate that is checked.
 * @throws Error naming host, port, database and the way out, never the password; the cause is the driver's error
 */
export async function connect(url: string, database?: string): Promise<pg.Client> {
  const client = createClient(url, database)
  await requireTls(client)
  // A connection that breaks while idle must not end the process: the next query reports it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw explain(client, error)
  }
}

/** Connects to the server's maintenance database, gives the wanted database's name, and closes afterwards. */
export async function withMaintenance<T>(
  url: string,
  work: (client: pg.Client, database: string) => Promise<T>,
): Promise<T> {
  const { database } = describeTarget(url)
  const client = await connect(url, MAINTENANCE_DATABASE)
  try {
    return await work(client, database)
  } finally {
    await client.end()
  }
}

/** Drops the database of `url`, if there is one, with whatever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  await withMaintenance(url, async (client, database) => {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)} WITH (FORCE)`)
  })
}

export interface TargetDescription {
  /** A host name, an address, or the folder of a Unix socket. */
  host: string
  database: string
  /** Database, host and port for messages: no user and no password. */
  label: string
}

/**
 * Where a connection string leads, as the driver takes it: `?host=` outweighs the host before it, and what is missing comes
 * from PGHOST, PGPORT, PGDATABASE and the user's name.
 * @throws Error for a string of another form, without repeating it
 */
export function describeTarget(url: string): TargetDescription {
  const { host, port, database } = createClient(url)
  if (!database) throw new Error(`The database URL must name a database: ${URL_FORM}`)
  return { host, database, label: `${database} at ${host}:${port}` }
}

async function requireTls({ host, port, ssl }: { host: string; port: number; ssl: unknown }): Promise<void> {
  const unchecked =
    typeof ssl === 'object' && ssl !== null && 'rejectUnauthorized' in ssl && !ssl.rejectUnauthorized
  if ((ssl && !unchecked) || (await staysOnThisMachine(host))) return
  throw new Error(
    `The database at ${host}:${port} is on another machine, and its URL does not ask for TLS with a checked certificate: ` +
      'append ?sslmode=verify-full to DIRECT_DATABASE_URL or DATABASE_URL (docs/deploy.md)',
  )
}

async function staysOnThisMachine(host: string): Promise<boolean> {
  if (isThisMachine(host)) return true
  const addresses = await lookup(host, { all: true }).catch(() => [])
  return addresses.length > 0 && addresses.every(({ address }) => isThisMachine(address))
}

function createClient(url: string, database?: string): pg.Client {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error(`The database URL should look like ${URL_FORM}`)
  }
  return new pg.Client({
    connectionString: database === undefined ? url : replaceDatabase(url, database),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'scorecard-scripts',
  })
}

function replaceDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${encodeURIComponent(database)}`
  return parsed.toString()
}

function explain(client: pg.Client, error: unknown): Error {
  const place = `${client.host}:${client.port}`
  const options = { cause: error }
  if (sqlState(error) === SQLSTATE.unknownDatabase) {
    return new Error(`Database "${client.database}" does not exist at ${place}`, options)
  }
  if (sqlState(error) === SQLSTATE.invalidPassword) {
    return new Error(
      `The server at ${place} refuses the password of user "${client.user}". Check DIRECT_DATABASE_URL and DATABASE_URL.`,
      options,
    )
  }
  return new Error(
    `Cannot reach the database at ${place} (${reason(error)}). Check that the server runs, and the host and port in ` +
      'DIRECT_DATABASE_URL or DATABASE_URL.',
    options,
  )
}

/** Node reports a host with several addresses as an AggregateError without a message of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reason))].join(', ')
  return error instanceof Error ? error.message : String(error)
}
