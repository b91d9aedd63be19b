import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { startHubspotStandIn } from '#dev/hubspot/server.ts'
import { startMailbox } from '#dev/mailbox/server.ts'

const HUBSPOT = async () => startHubspotStandIn({ port: 0 })
const MAILBOX = async () => startMailbox({ port: 0 })

function statusOf(
  port: number,
  [method, path]: readonly [string, string],
  headers: Record<string, string>,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, method, path, headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

test.each([
  ['HubSpot stand-in', HUBSPOT, ['GET', '/_standin/state'], ['POST', '/crm/v3/objects/contacts/search']],
  ['mailbox', MAILBOX, ['GET', '/messages'], ['POST', '/emails']],
] as const)('the %s answers this machine alone, whatever is asked for', async (_, start, control, api) => {
  const started = await start()
  onTestFinished(() => started.close())
  const { port } = started

  for (const asked of [['GET', '/'], control, api] as const) {
    for (const headers of [
      { Host: 'rebound.example.com' },
      { Host: `rebound.example.com:${port}` },
      { Origin: 'https://elsewhere.example.com' },
      { Origin: 'null' },
    ])
      expect(await statusOf(port, asked, headers)).toBe(403)
    expect(await statusOf(port, asked, {})).not.toBe(403)
  }
  expect(await statusOf(port, control, { Origin: `http://localhost:${port}` })).toBe(200)
  expect(await statusOf(port, control, { Host: `[::1]:${port}` })).toBe(200)
})
