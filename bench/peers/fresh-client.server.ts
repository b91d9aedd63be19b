import { neonConfig } from '@neondatabase/serverless'
import { PrismaNeon } from '@prisma/adapter-neon'
import { PrismaClient } from '#app/data/generated/workerd/client.ts'
import { type PeerEnvironment, useGateway } from './peer-environment.ts'

/** Takes the place of `leaseDatabase` in the product: the same transport, and a new client for every request. */
export function leaseDatabase(settings: PeerEnvironment) {
  useGateway(settings)
  neonConfig.poolQueryViaFetch = true
  const db = new PrismaClient({
    adapter: new PrismaNeon({ connectionString: settings.DATABASE_URL, max: 2 }),
  })
  return { db, release: () => db.$disconnect() }
}
