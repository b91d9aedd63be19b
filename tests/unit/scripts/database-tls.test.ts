import { expect, test } from 'vitest'
import { connect } from '#prisma/connection.ts'

const ELSEWHERE = 'postgresql://user:secret-word@db.invalid/scorecard'

test.each(['', '?sslmode=disable', '?sslmode=no-verify'])(
  'a database elsewhere is refused before anything is sent when its URL does not ask for checked TLS: %s',
  async (query) => {
    const error = await connect(ELSEWHERE + query).catch(String)
    expect(error).toMatch(/db\.invalid:5432 is on another machine.*append \?sslmode=verify-full/)
    expect(error).not.toContain('secret-word')
  },
)

test.each(['?sslmode=verify-full', '?sslmode=require', '?ssl=true'])(
  'a database elsewhere is looked for when its URL asks for checked TLS: %s',
  async (query) => {
    await expect(connect(ELSEWHERE + query)).rejects.toThrow('Cannot reach the database at db.invalid:5432')
  },
)

test('a database on this machine needs no TLS', async () => {
  const url = 'postgresql://user:word@localhost:1/scorecard'
  await expect(connect(url)).rejects.toThrow('Cannot reach the database at localhost:1')
})
