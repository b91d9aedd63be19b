import { neonConfig } from '@neondatabase/serverless'

export interface PeerEnvironment {
  DATABASE_URL: string
  NEON_GATEWAY: string
}

export interface PeerContext {
  waitUntil(work: Promise<unknown>): void
}

/** Leads Neon's driver to the local gateway, by HTTP and by WebSocket. */
export function useGateway({ NEON_GATEWAY: gateway }: PeerEnvironment): void {
  neonConfig.fetchEndpoint = `http://${gateway}/sql`
  neonConfig.wsProxy = () => `${gateway}/v1`
  neonConfig.useSecureWebSocket = false
}
