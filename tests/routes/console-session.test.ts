import { expect, test } from 'vitest'
import { tokenPrint } from '#app/platform/ops-token.server.ts'
import { writeOpsSession } from '#app/web/console/session-cookie.server.ts'
import { identify } from '#app/web/console/viewer.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { createRouteContext } from '#tests/helpers/route-context.ts'

const { db, url } = await useTestDatabase()
const FORMER = 'a-former-session-secret-0123456789abcdef'
const NEWER = 'a-newer-session-secret-0123456789abcdef0'

test('a session has the same name on the record when secrets are replaced, so that one signed out stays so', async () => {
  const token = { name: 'owner', roles: ['view'], token: 'owner-0123456789abcdef0123456789abcdef' } as const
  const { context } = createRouteContext(db, url)
  const cookie = await writeOpsSession(
    { name: token.name, print: await tokenPrint(FORMER, token), id: 'x'.repeat(32) },
    [FORMER],
    context.now,
  )
  const request = new Request('https://quiz.example.com/ops', { headers: { Cookie: cookie } })
  const sessionUnder = async (secrets: string[]) => {
    const config = { ...context.config, OPS_TOKEN: [token], SESSION_SECRETS: secrets }
    const identity = await identify(request, { ...context, config })
    return identity.kind === 'viewer' ? identity.viewer.session : identity.kind
  }
  const former = await sessionUnder([FORMER])
  expect(former).toMatch(/^[0-9a-f]{32}$/)
  expect(await sessionUnder([NEWER, FORMER])).toBe(former)
  expect(await sessionUnder([NEWER])).toBe('sign_in')
})
