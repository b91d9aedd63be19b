import type { PrismaClient } from '#app/data/database.server.ts'
import { deriveToken } from '#app/platform/token.server.ts'
import type { PrivacyAction } from '#app/domain/privacy/action.ts'
import { type Visitor, expectRedirect } from './visitor.ts'
import { TEST_SECRET } from './worker.ts'

/**
 * Asks for a link as a visitor does.
 * @returns the path that the e-mail leads to
 */
export async function askForPrivacyLink(
  db: PrismaClient,
  visitor: Visitor,
  email: string,
  action: PrivacyAction = 'export',
): Promise<string> {
  expectRedirect(await visitor.post('/privacy/request', { email, action }), '/privacy?sent')
  const { id } = await db.privacyRequest.findFirstOrThrow({
    where: { email: email.toLowerCase() },
    orderBy: { createdAt: 'desc' },
  })
  return `/privacy/confirm/${await deriveToken(TEST_SECRET, id)}`
}
