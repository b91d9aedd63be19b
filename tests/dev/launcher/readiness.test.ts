import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { findTrouble } from '#dev/launcher/readiness.ts'

test.each([
  ['answers that all is well', 200, {}, null],
  [
    'is behind with its jobs, as after a night when nothing ran',
    503,
    { database: 'ok', problems: ['job:scrub'] },
    null,
  ],
  [
    'cannot reach its database',
    503,
    { database: 'unreachable' },
    /its database is not ready \(unreachable\).*db:migrate/,
  ],
  [
    'has a database in another time zone',
    503,
    { database: 'not_utc' },
    /its database is not ready \(not_utc\)/,
  ],
  ['answers with something else', 500, 'not available', /\/health answers 500: "not available"/],
])('a product that %s', async (_, status, body, trouble) => {
  const server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(body)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo

  const found = await findTrouble(`http://127.0.0.1:${port}`)

  if (trouble === null) expect(found).toBeNull()
  else expect(found).toMatch(trouble)
})

test('a product that does not answer at all', async () => {
  expect(await findTrouble('http://127.0.0.1:1')).toMatch(
    /^The Worker does not answer at http:\/\/127\.0\.0\.1:1\/health/,
  )
})
