import { expect, test } from 'vitest'
import { actSchema } from '#app/domain/console/act.ts'

test.for([
  [{ act: 'retry_leads' }, true],
  [{ act: 'retry_leads', cause: 'invalid_email' }, true],
  [{ act: 'retry_leads', casue: 'invalid_email' }, false],
  [{ act: 'retry_leads', operation: 'mail' }, false],
  [{ act: 'dismiss_webhooks', recevier: 'one' }, false],
  [{ act: 'pause', operation: 'mail', reason: 'test', id: 'one' }, false],
] as const)('an act with a field that it does not have chooses nothing: %j', ([fields, isAct]) => {
  expect(actSchema.safeParse(fields).success).toBe(isAct)
})
