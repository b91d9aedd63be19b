import { inject } from 'vitest'
import { startHyperdriveStandIn } from '#dev/hyperdrive/server.ts'
import { type NeonGateway, startNeonGateway } from '#dev/neon-gateway/server.ts'
import { asApp } from '#prisma/app-role.ts'
import type { Driver } from '#dev/worker/deployable-build.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** what the Workers of a test project reach their databases by; Neon's driver where nothing is said */
    driver?: Driver
  }
}

/** What both stand-ins can do: count what passes, and let it go wrong. */
export type TestGateway = Pick<NeonGateway, 'stats' | 'resetStats' | 'setFaults' | 'close'>

/** How a Worker reaches a test database. */
export interface DatabaseAccess {
  /** for `localBindings` */
  settings: { url?: string; gateway?: string }
  /** for `startBuiltWorker` */
  runtime: { driver: Driver; hyperdrive?: string }
}

/** Starts what the test project's driver talks to, in front of a test database: for the Worker, by the Worker's role. */
export async function startTestDatabaseGateway(
  databaseUrl: string,
): Promise<{ gateway: TestGateway; access: DatabaseAccess }> {
  const { hostname, port } = new URL(databaseUrl)
  const postgres = { host: hostname, port: Number(port || 5432) }
  const driver = inject('driver') ?? 'neon'
  if (driver === 'hyperdrive') {
    const gateway = await startHyperdriveStandIn({ port: 0, postgres })
    const hyperdrive = gateway.connectionString(asApp(databaseUrl))
    return { gateway, access: { settings: {}, runtime: { driver, hyperdrive } } }
  }
  const gateway = await startNeonGateway({ port: 0, postgres })
  const settings = { url: asApp(databaseUrl), gateway: gateway.address }
  return { gateway, access: { settings, runtime: { driver } } }
}
