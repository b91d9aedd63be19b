import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { startHubspotStandIn } from '#dev/hubspot/server.ts'
import { startMailbox } from '#dev/mailbox/server.ts'
import { startTestReceiver } from '#dev/receiver/server.ts'
import { startSalesforceStandIn } from '#dev/salesforce/server.ts'

const HUBSPOT = async () => startHubspotStandIn({ port: 0 })
const SALESFORCE = async () => startSalesforceStandIn({ port: 0 })
const MAILBOX = async () => startMailbox({ port: 0 })
const RECEIVER = async () => startTestReceiver({ port: 0 })

const REFUSED = 'Only programs and pages of this machine are answered'

function answerOf(
  port: number,
  [method, path]: readonly [string, string],
  headers: Record<string, string>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ port, method, path, headers }, (response) => {
      text(response).then((body) => resolve(`${response.statusCode} ${body}`), reject)
    })
      .on('error', reject)
      .end()
  })
}

test.each([
  ['HubSpot stand-in', HUBSPOT, ['GET', '/_standin/state'], ['POST', '/crm/v3/objects/contacts/search']],
  ['Salesforce stand-in', SALESFORCE, ['GET', '/_standin/records'], ['POST', '/services/oauth2/token']],
  ['mailbox', MAILBOX, ['GET', '/messages'], ['POST', '/emails']],
  ['test receiver', RECEIVER, ['GET', '/events'], ['POST', '/']],
] as const)('the %s answers this machine alone, whatever is asked for', async (_, start, control, api) => {
  const started = await start()
  onTestFinished(() => started.close())
  const { port } = started

  for (const asked of [['GET', '/'], control, api] as const) {
    const foreign: Record<string, string>[] = [
      { Host: 'rebound.example.com' },
      { Host: `rebound.example.com:${port}` },
      { Origin: 'https://elsewhere.example.com' },
      { Origin: 'null' },
    ]
    for (const headers of foreign)
      expect(await answerOf(port, asked, headers)).toMatch(`403 {"message":"${REFUSED}`)
    expect(await answerOf(port, asked, {})).not.toContain(REFUSED)
  }
  const own: Record<string, string>[] = [{ Origin: `http://localhost:${port}` }, { Host: `[::1]:${port}` }]
  for (const headers of own) expect(await answerOf(port, control, headers)).toMatch(/^200 /)
})
