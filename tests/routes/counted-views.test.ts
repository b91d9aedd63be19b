import { expect, test } from 'vitest'
import { loader as landing } from '#app/routes/_index.tsx'
import { loader as briefing } from '#app/routes/assessment.briefing.$id.tsx'
import { useTestDatabase } from '#tests/helpers/database.ts'
import { call, createRouteContext } from '#tests/helpers/route-call.ts'

const { db } = await useTestDatabase()
const BRIEFING_URL = 'https://calendar.example.com/briefing'
const PATH = '/assessment/briefing/1f0a'

test('a view of the landing page is counted after the response, and sets no cookie', async () => {
  const context = createRouteContext(db)
  const response = await call(landing, context, '/')

  expect(response.headers.getSetCookie()).toEqual([])
  expect(context.handedOver).toEqual(['landing'])
})

test.for<Record<string, string>>([
  { 'Sec-Purpose': 'prefetch' },
  { 'Sec-Purpose': 'prefetch;prerender' },
  { Purpose: 'prefetch' },
])('what a browser fetches ahead (%o) is no view', async (headers) => {
  const context = createRouteContext(db, { BRIEFING_URL })
  await call(landing, context, '/', { headers })
  await call(briefing, context, PATH, { headers, params: { id: '1f0a' } })

  expect(context.handedOver).toEqual([])
})

test('a refused request, which is shown as the landing page, is no view', async () => {
  const context = createRouteContext(db)
  context.refusal = { status: 403, reason: 'cross_origin' }
  await call(landing, context, '/')

  expect(context.handedOver).toEqual([])
})

test('the way to a briefing leads where it is set to lead, whatever the address says, and is counted', async () => {
  const context = createRouteContext(db, { BRIEFING_URL })
  const response = await call(briefing, context, `${PATH}?to=https://evil.example`, {
    params: { id: '1f0a' },
  })

  expect(response.status).toBe(302)
  expect(response.headers.get('Location')).toBe(BRIEFING_URL)
  expect(context.handedOver).toEqual(['briefing 1f0a'])
})

test('where no briefing can be booked there is no way to one', async () => {
  const context = createRouteContext(db)
  expect((await call(briefing, context, PATH, { params: { id: '1f0a' } })).status).toBe(404)
  expect(context.handedOver).toEqual([])
})
