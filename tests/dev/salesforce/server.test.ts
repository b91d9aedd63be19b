import { request } from 'node:http'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { QueryRefused, matches, parseSoql } from '#dev/salesforce/soql.ts'
import { startSalesforceStandIn } from '#dev/salesforce/server.ts'

const organization = await startSalesforceStandIn({ port: 0 })
beforeEach(() => organization.reset())
afterAll(() => organization.close())

const statusOf = (headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    request({ port: organization.port, host: '127.0.0.1', path: '/', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })

test.each([
  [{ host: 'localhost' }, 200],
  [{ host: 'evil.example' }, 403],
  [{ host: 'localhost', origin: 'https://evil.example' }, 403],
])('the stand-in answers programs and pages of this machine alone: %j is %i', async (headers, status) => {
  expect(await statusOf(headers as unknown as Record<string, string>)).toBe(status)
})

test('what a visitor typed is shown as text', async () => {
  organization.insert('Contact', { LastName: '<script>alert(1)</script>' })
  const page = await (await fetch(organization.url)).text()
  expect(page).not.toContain('<script>')
  expect(page).toContain('&#60;script&#62;')
})

test('without a token, or with wrong credentials, nothing is answered', async () => {
  const query = await fetch(`${organization.url}/services/data/v66.0/composite`, {
    method: 'POST',
    body: '{}',
  })
  expect(query.status).toBe(401)
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' })
  expect((await fetch(`${organization.url}/services/oauth2/token`, { method: 'POST', body })).status).toBe(
    401,
  )
})

test('a query knows quoted texts with their escapes, and any other is refused', () => {
  const { where } = parseSoql(
    String.raw`SELECT Id FROM Contact WHERE Email IN ('o\'hara@x.example','b') OR Id = 'c'`,
  )
  expect(matches({ Email: "O'Hara@x.example" }, where)).toBe(true)
  expect(matches({ Email: 'a' }, where)).toBe(false)
  for (const soql of [
    "SELECT Id FROM Contact WHERE Email IN ('a' 'b')",
    'DROP',
    "SELECT Id FROM Contact WHERE Email = 'a",
  ])
    expect(() => parseSoql(soql)).toThrow(QueryRefused)
})
