import { neonConfig, Pool, type PoolClient } from '@neondatabase/serverless'
import { startNeonGateway, type NeonGateway } from '#dev/neon-gateway/server.ts'

/**
 * Starts a gateway in front of the server that a test database is on, and points this process's Neon driver at it. The
 * driver keeps its settings in one global object: one gateway a test file.
 */
export async function startTestGateway(databaseUrl: string): Promise<NeonGateway> {
  const { port } = new URL(databaseUrl)
  const gateway = await startNeonGateway({
    port: 0,
    postgres: { host: 'localhost', port: Number(port || 5432) },
  })
  neonConfig.poolQueryViaFetch = true
  neonConfig.fetchEndpoint = `http://${gateway.address}/sql`
  neonConfig.wsProxy = () => `${gateway.address}/v1`
  neonConfig.useSecureWebSocket = false
  return gateway
}

/** Sends `POST /sql` as the driver does, for answers that the driver would hide. */
export function postSql(
  gateway: NeonGateway,
  options: { body: string; connectionString?: string; headers?: Record<string, string> },
): Promise<Response> {
  return fetch(`http://${gateway.address}/sql`, {
    method: 'POST',
    body: options.body,
    headers: {
      ...(options.connectionString && { 'Neon-Connection-String': options.connectionString }),
      'Neon-Raw-Text-Output': 'true',
      'Neon-Array-Mode': 'true',
      ...options.headers,
    },
  })
}

/** A pool over the tunnel whose sessions may be cut: without a listener, a lost session ends the process. */
export function createTunnelPool(databaseUrl: string): Pool {
  const pool = new Pool({ connectionString: databaseUrl })
  pool.on('error', () => {})
  pool.on('connect', (client: PoolClient) => client.on('error', () => {}))
  return pool
}
