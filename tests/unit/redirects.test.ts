import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createHubspotClient } from '#app/clients/hubspot/client.server.ts'
import { createResendTransport } from '#app/clients/mail/resend.server.ts'

/** Sends every request on to an address of its own. */
async function startRedirecting() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(307, { Location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('a redirect of HubSpot’s address is not followed, so that no personal data goes elsewhere', async () => {
  const { asked, url } = await startRedirecting()
  const client = createHubspotClient({ token: 'pat-test', baseUrl: url })
  const lead = { key: 'robin@example.com', traceId: 'trace-1', properties: { firstname: 'Robin' } }
  await expect(client.upsert('contacts', 'email', [lead])).rejects.toThrow()
  expect(asked).toHaveLength(1)
})

test('a redirect of the mail provider’s address is not followed', async () => {
  const { asked, url } = await startRedirecting()
  const mail = {
    from: 'a@example.com',
    to: 'b@example.com',
    replyTo: null,
    subject: 'x',
    html: 'x',
    text: 'x',
  }
  const transport = createResendTransport({ apiKey: 're_test', baseUrl: url })
  await expect(
    transport.send({ ...mail, headers: {}, idempotencyKey: 'one', messageId: 'one' }),
  ).rejects.toThrow()
  expect(asked).toEqual(['/emails'])
})
