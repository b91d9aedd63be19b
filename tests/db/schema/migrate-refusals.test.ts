import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '#prisma/connection.ts'
import { migrate } from '#prisma/migrate.ts'
import { createUnmigratedDatabase } from '#tests/helpers/database.ts'

let empty: Awaited<ReturnType<typeof createUnmigratedDatabase>>
beforeEach(async () => {
  empty = await createUnmigratedDatabase()
})
afterEach(() => empty.close())

async function query(url: string, sql: string) {
  const client = await connect(url)
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

test('a database that takes no writes is refused with the remedy, and migrated after it', async () => {
  const database = empty.url.split('/').at(-1)!
  await query(empty.url, `ALTER DATABASE ${database} SET default_transaction_read_only TO on`)
  const remedy = `SET default_transaction_read_only TO off; ALTER DATABASE ${database} SET default_transaction_read_only TO off`
  await expect(migrate({ url: empty.url })).rejects.toThrow(`The database is read-only.`)
  await expect(migrate({ url: empty.url })).rejects.toThrow(remedy)

  // In one message they would be one transaction, which began as read-only.
  const client = await connect(empty.url)
  for (const statement of remedy.split('; ')) await client.query(statement)
  await client.end()
  expect(await migrate({ url: empty.url })).toMatchObject({ alreadyApplied: 0 })
})

test('a role whose own time zone outweighs that of the database is refused with the remedy, also later on', async () => {
  const database = empty.url.split('/').at(-1)!
  const owner = `owner_${database}`
  await query(empty.url, `CREATE ROLE ${owner} LOGIN PASSWORD 'word'`)
  await query(empty.url, `ALTER ROLE ${owner} SET timezone TO 'America/New_York'`)
  await query(empty.url, `ALTER DATABASE ${database} OWNER TO ${owner}`)
  try {
    const url = new URL(empty.url)
    url.username = owner
    url.password = 'word'
    const remedy = `ALTER ROLE ${owner} SET timezone TO 'UTC'`
    await expect(migrate({ url: url.toString() })).rejects.toThrow(remedy)
    await expect(migrate({ url: url.toString() })).rejects.toThrow(remedy)

    await query(empty.url, remedy)
    await migrate({ url: url.toString() })
    expect(await query(url.toString(), 'SHOW timezone')).toEqual([{ TimeZone: 'UTC' }])
  } finally {
    await query(empty.url, `REASSIGN OWNED BY ${owner} TO postgres`)
    await query(empty.url, `DROP OWNED BY ${owner} CASCADE`)
    await query(empty.url, `DROP ROLE ${owner}`)
  }
})
