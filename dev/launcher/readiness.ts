import { z } from 'zod'

const ANSWER_TIMEOUT_MS = 20_000
const health = z.object({ database: z.string().optional() })

/**
 * Whether the product works, asked as anybody would ask it. Jobs that are late, as after a night when nothing ran, catch
 * up by themselves and are no reason to say that it does not.
 * @returns null when it does; else what is wrong, for the developer
 */
export async function findTrouble(origin: string): Promise<string | null> {
  try {
    const response = await fetch(new URL('/health', origin), {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    })
    if (response.ok) return null
    const text = await response.text()
    const { database } = parseHealth(text)
    if (database === 'ok') return null
    if (database === undefined) return `${origin}/health answers ${response.status}: ${text.trim()}`
    return (
      `The Worker runs, but its database is not ready (${database}). The lines above say more. ` +
      'If it is not migrated: DATABASE_URL=... npm run db:migrate'
    )
  } catch (error) {
    return `The Worker does not answer at ${origin}/health: ${(error as Error).message}`
  }
}

function parseHealth(text: string): z.output<typeof health> {
  try {
    return health.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
