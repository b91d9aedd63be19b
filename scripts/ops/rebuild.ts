import { parseDay } from '#app/domain/day.ts'
import { systemClock } from '#app/platform/clock.server.ts'
import { rebuildRollUp } from '#app/services/roll-up/rebuild-roll-up.server.ts'
import { counted } from '#scripts/counted.ts'
import { DATABASE_SETTINGS, withDatabase } from '#scripts/database.ts'
import { UsageError, runScript } from '#scripts/run-script.ts'

await runScript({
  name: 'ops:rebuild',
  does:
    'counts the assessments of each day again and puts the figures of the funnel right, as far as the assessments are ' +
    'there: what was counted of sessions and assessments that are gone, and of the landing page, stands. Safe to repeat, ' +
    'and while the Worker counts.',
  usage: ['-- --since DAY [--dry-run]'],
  options: {
    since: { type: 'string', value: 'DAY', does: 'the first day, as 2026-11-01' },
    'dry-run': { type: 'boolean', does: 'only says which days are wrong' },
  },
  settings: DATABASE_SETTINGS,
  run: async ({ since, 'dry-run': dryRun = false }) => {
    const day = since === undefined ? null : parseDay(since)
    if (day === null) throw new UsageError('--since wants a day, as 2026-11-01')
    await withDatabase(async ({ db, label }) => {
      let days = 0
      const found = rebuildRollUp(db, { since: day, now: systemClock.now(), dryRun })
      for await (const wrong of found) {
        days++
        console.log(
          `${wrong.day}: ${dryRun ? 'wrong' : 'put right'}: ${counted(wrong.differences, 'figure')}`,
        )
      }
      console.log(`${label}: ${dryRun ? 'wrong' : 'put right'} since ${day}: ${counted(days, 'day')}`)
    })
  },
})
