import { expect, test } from 'vitest'
import { drainUnderKills } from '#tests/helpers/killed-drain.ts'

test('no lead is lost or doubled by a Worker that is killed in its calls again and again and a PostgreSQL that restarts', async () => {
  const { lost, duplicates, kills } = await drainUnderKills({ leads: 1_000, kills: 4, waitForLeases: false })
  expect({ lost, duplicates }).toEqual({ lost: 0, duplicates: 0 })
  expect(kills).toBe(4)
})
