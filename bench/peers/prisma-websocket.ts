import { PrismaNeon } from '@prisma/adapter-neon'
import { PrismaClient } from '#app/data/generated/workerd/client.ts'
import { type PeerContext, type PeerEnvironment, useGateway } from './peer-environment.ts'
import { SAVE_STATEMENT, answerRows, saveParameters } from './save-statement.ts'

/** Prisma as its documentation sets it up for Workers: a client per request, over a WebSocket. */
export default {
  async fetch(request: Request, env: PeerEnvironment, ctx: PeerContext): Promise<Response> {
    useGateway(env)
    const db = new PrismaClient({ adapter: new PrismaNeon({ connectionString: env.DATABASE_URL }) })
    try {
      const rows = new URL(request.url).pathname.startsWith('/transaction')
        ? await db.$transaction((tx) => tx.$queryRawUnsafe(SAVE_STATEMENT, ...saveParameters(request)))
        : await db.$queryRawUnsafe(SAVE_STATEMENT, ...saveParameters(request))
      return answerRows(rows)
    } finally {
      ctx.waitUntil(db.$disconnect())
    }
  },
}
