import { expect, test } from 'vitest'
import { parseCronExpression } from '#dev/worker/crons/cron-expression.ts'

const SUNDAY = '2026-03-01'

test.each([
  ['* * * * *', `${SUNDAY}T13:37:00Z`, true],
  ['2-59/5 * * * *', `${SUNDAY}T00:02:00Z`, true],
  ['2-59/5 * * * *', `${SUNDAY}T00:57:30Z`, true],
  ['2-59/5 * * * *', `${SUNDAY}T00:05:00Z`, false],
  ['*/15 3 * * *', `${SUNDAY}T03:45:00Z`, true],
  ['*/15 3 * * *', `${SUNDAY}T04:45:00Z`, false],
  ['5,35 * * * *', `${SUNDAY}T09:35:00Z`, true],
  ['10/20 * * * *', `${SUNDAY}T09:50:00Z`, true],
  ['0 0 1 MAR *', `${SUNDAY}T00:00:00Z`, true],
  ['0 0 1 apr *', `${SUNDAY}T00:00:00Z`, false],
  ['0 0 * * 1', `${SUNDAY}T00:00:00Z`, true],
  ['0 0 * * mon-fri', `${SUNDAY}T00:00:00Z`, false],
  ['0 0 * * mon-fri', '2026-03-02T00:00:00Z', true],
  ['0 0 13 * sun', `${SUNDAY}T00:00:00Z`, true],
  ['0 0 13 * mon', `${SUNDAY}T00:00:00Z`, false],
])('"%s" at %s fires: %s', (expression, time, fires) => {
  expect(parseCronExpression(expression)(new Date(time))).toBe(fires)
})

test.each([
  ['* * * *', 'must have five fields'],
  ['60 * * * *', 'minute "60" is not understood'],
  ['5-2 * * * *', 'minute "5-2" is not understood'],
  ['*/0 * * * *', 'minute "*/0" is not understood'],
  ['0 0 L * *', 'day of month "L" is not understood'],
  ['0 0 * * 0', 'weekday "0" is not understood'],
  ['0 0 * foo *', 'month "foo" is not understood'],
])('"%s" is refused: %s', (expression, reason) => {
  expect(() => parseCronExpression(expression)).toThrow(reason)
})
