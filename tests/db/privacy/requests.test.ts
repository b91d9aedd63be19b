import { expect, test } from 'vitest'
import { requestPrivacyLink } from '#app/services/privacy/request-link.server.ts'
import { useTestDatabase } from '#tests/helpers/database.ts'

const database = await useTestDatabase()

const ask = (email: string, ipAddress: string) =>
  requestPrivacyLink(
    database.db,
    { email, kind: 'export', ipAddress },
    { hash: ['new-key', 'old-key'], link: ['link-key'] },
  )

test('a network that has asked for too many links uses up none of anybody else', async () => {
  for (let asked = 0; asked < 10; asked++) {
    expect(await ask(`person-${asked}@example.com`, '192.0.2.1')).toMatchObject({ kind: 'accepted' })
  }
  for (let asked = 0; asked < 5; asked++) {
    expect(await ask('target@example.com', '192.0.2.1')).toEqual({ kind: 'too_many_from_network' })
  }

  expect(await ask('target@example.com', '192.0.2.2')).toMatchObject({
    messageId: expect.any(String) as string,
  })
})
