import { createNodeClient } from '#app/data/node-client.server.ts'
import type { CrmId } from '#app/domain/crm-id.ts'
import { startHubspotStandIn, type HubspotStandIn } from '#dev/hubspot/server.ts'
import { setupDefinitions } from '#dev/hubspot/setup-definitions.ts'
import { startSalesforceStandIn, type SalesforceStandIn } from '#dev/salesforce/server.ts'
import { startTestReceiver, type TestReceiver } from '#dev/receiver/server.ts'
import { startMailbox, type Mailbox } from '#dev/mailbox/server.ts'
import { startNeonGateway, type NeonGateway } from '#dev/neon-gateway/server.ts'
import { EMBEDDED } from './embedded-database.ts'
import { startPostgres } from '#dev/postgres/server.ts'
import { remedy } from '#dev/postgres/start-failure.ts'
import { openToLocalApp } from '#prisma/app-role.ts'
import { connect } from '#prisma/connection.ts'
import { migrate, MigrationRefusedError } from '#prisma/migrate.ts'
import { seed } from '#prisma/seed.ts'

export interface LocalCloudOptions {
  /**
   * The embedded PostgreSQL with its data in a folder, migrated and, if wished, with leads to look at; or a database that
   * is there already and stays as it is.
   */
  database:
    { dataDir: string; port?: number; settings?: Record<string, string>; seeded?: boolean } | { url: string }
  /** Salesforce's stand-in starts where leads go there; HubSpot's always does. */
  crm?: CrmId
  /** Any free port where none is given. */
  ports?: {
    hubspotStandIn?: number
    salesforceStandIn?: number
    mailbox?: number
    neonGateway?: number
    receiver?: number
  }
  /** where the Worker will be: the mailbox tells it what becomes of e-mails */
  workerUrl?: string
  log?: (line: string) => void
}

/** Signs what the mailbox tells the Worker; no secret, since nothing but this machine is told. */
const LOCAL_WEBHOOK_SECRET = `whsec_${btoa('the mailbox on this machine')}`

export interface LocalCloud {
  /** A direct connection. */
  databaseUrl: string
  gateway: NeonGateway
  hubspot: HubspotStandIn
  salesforce: SalesforceStandIn | null
  mailbox: Mailbox
  receiver: TestReceiver
  /** The Worker's settings that lead it here. */
  settings: Record<string, string>
  /** Resolves with the reason when a part ends by itself; never otherwise. */
  crashed: Promise<Error>
  /** Stops all parts, those first that need others. */
  stop(): Promise<void>
}

/**
 * Starts everything that the Worker talks to: PostgreSQL behind the Neon gateway, the stand-in of the CRM and the mailbox.
 * @throws what the failing part throws, after the others have been stopped
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { ports = {}, log = () => {} } = options
  const started: (() => Promise<void>)[] = []
  const stop = async () => {
    for (let stopPart = started.pop(); stopPart; stopPart = started.pop()) await stopPart()
  }
  try {
    const {
      databaseUrl,
      workerUrl = databaseUrl,
      crashed,
    } = await provideDatabase(options.database, log, started)
    const { hostname, port } = new URL(databaseUrl)
    const gateway = await startNeonGateway({
      port: ports.neonGateway ?? 0,
      postgres: { host: hostname, port: Number(port || 5432) },
    })
    started.push(() => gateway.close())
    const hubspot = await startHubspotStandIn({
      port: ports.hubspotStandIn ?? 0,
      provisioned: true,
      definitions: setupDefinitions(),
    })
    started.push(() => hubspot.close())
    const salesforce =
      options.crm === 'salesforce'
        ? await startSalesforceStandIn({ port: ports.salesforceStandIn ?? 0 })
        : null
    if (salesforce) started.push(() => salesforce.close())
    const webhook = options.workerUrl && {
      url: new URL('/webhooks/mail', options.workerUrl).href,
      secret: LOCAL_WEBHOOK_SECRET,
    }
    const mailbox = await startMailbox({ port: ports.mailbox ?? 0, ...(webhook && { webhook }) })
    started.push(() => mailbox.close())
    const receiver = await startTestReceiver({ port: ports.receiver ?? 0 })
    started.push(() => receiver.close())
    return {
      databaseUrl,
      gateway,
      hubspot,
      salesforce,
      mailbox,
      receiver,
      settings: {
        DATABASE_URL: workerUrl,
        NEON_GATEWAY: gateway.address,
        HUBSPOT_BASE_URL: hubspot.url,
        HUBSPOT_FORMS_BASE_URL: hubspot.url,
        HUBSPOT_ACCESS_TOKEN: hubspot.token,
        ...(salesforce && {
          SALESFORCE_URL: salesforce.url,
          SALESFORCE_CLIENT_ID: salesforce.clientId,
          SALESFORCE_CLIENT_SECRET: salesforce.clientSecret,
          SALESFORCE_AMOUNT: '15000',
        }),
        MAIL_BASE_URL: mailbox.url,
        MAIL_API_KEY: 're_local_mailbox',
        MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
        COMPANY_NAME: 'Example Consulting',
        COMPANY_ADDRESS: '1 Example Street, Springfield',
        ...(webhook && { MAIL_WEBHOOK_SECRET: webhook.secret }),
        WEBHOOK_URL: receiver.url,
        WEBHOOK_SECRET: receiver.secret,
        IDLE_MINUTES: '1',
      },
      crashed,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function provideDatabase(
  database: LocalCloudOptions['database'],
  log: (line: string) => void,
  started: (() => Promise<void>)[],
): Promise<{ databaseUrl: string; workerUrl?: string; crashed: Promise<Error> }> {
  if ('url' in database) {
    // The Worker would only say of every request that it failed.
    await (await connect(database.url)).end()
    return { databaseUrl: database.url, crashed: new Promise(() => {}) }
  }
  const postgres = await startPostgres({ ...database, port: database.port ?? 0 })
  started.push(() => postgres.stop())
  const databaseUrl = postgres.url(EMBEDDED.database)
  try {
    await migrate({ url: databaseUrl, log })
    const workerUrl = await openToLocalApp(databaseUrl)
    if (database.seeded) await seedDatabase(databaseUrl, log)
    return { databaseUrl, workerUrl, crashed: postgres.crashed }
  } catch (error) {
    throw explainDatabaseFailure(error as Error, database.dataDir)
  }
}

/** The embedded database can always be made anew: that is the way out where nothing else is. */
function explainDatabaseFailure(error: Error, dataDir: string): Error {
  const advice =
    error instanceof MigrationRefusedError
      ? 'If nothing in this database is needed: npm run db:reset makes it anew with sample leads.'
      : `If its data is damaged, ${remedy(dataDir)}`
  return new Error(`${error.message}\n${advice}`, { cause: error })
}

async function seedDatabase(url: string, log: (line: string) => void): Promise<void> {
  const db = createNodeClient(url)
  try {
    const leads = await seed(db)
    if (leads > 0) log(`seeded ${leads} leads`)
  } finally {
    await db.$disconnect()
  }
}
