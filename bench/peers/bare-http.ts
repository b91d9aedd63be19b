import { neon } from '@neondatabase/serverless'
import { type PeerEnvironment, useGateway } from './peer-environment.ts'
import { SAVE_STATEMENT, answerRows, saveParameters } from './save-statement.ts'

/** The least that a save can cost: one statement by Neon's HTTP driver, and nothing around it. */
export default {
  async fetch(request: Request, env: PeerEnvironment): Promise<Response> {
    useGateway(env)
    return answerRows(await neon(env.DATABASE_URL).query(SAVE_STATEMENT, saveParameters(request)))
  },
}
