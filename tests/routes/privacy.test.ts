import { expect, test } from 'vitest'
import { createNodeClient } from '#app/data/node-client.server.ts'
import type { PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { loader as page } from '#app/routes/privacy._index/route.tsx'
import { action as confirm, loader as confirmPage } from '#app/routes/privacy.confirm.($token).tsx'
import { action as request } from '#app/routes/privacy.request.tsx'
import { call, createRouteContext } from '#tests/helpers/route-call.ts'

test('a choice in the address is made on the form; a made-up choice is none', async () => {
  const nowhere = createNodeClient('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
  const chosen = async (query: string) => {
    const response = await call(page, createRouteContext(nowhere), `/privacy${query}`)
    return ((await response.json()) as PrivacyPageProps).form.action
  }
  try {
    expect(await chosen('?action=withdraw')).toBe('withdraw')
    expect(await chosen('')).toBe('export')
    expect(await chosen('?action=constructor')).toBe('export')
  } finally {
    await nowhere.$disconnect()
  }
})

test('without its database the page on privacy is there, and what needs it is a 503 with Retry-After', async () => {
  const away = createNodeClient('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
  const context = createRouteContext(away)
  const params = { token: 'a'.repeat(26) }
  try {
    expect((await call(page, context, '/privacy')).status).toBe(200)
    const answers = [
      await call(page, context, `/privacy?receipt=${crypto.randomUUID()}`),
      await call(request, context, '/privacy/request', { form: { email: 'a@example.com', action: 'erase' } }),
      await call(confirmPage, context, '/privacy/confirm/x', { params }),
      await call(confirm, context, '/privacy/confirm/x', { params, form: { action: 'erase' } }),
    ]
    for (const response of answers) {
      expect(response.status).toBe(503)
      expect(response.headers.get('Retry-After')).toBe('30')
    }
    expect(context.handedOver).toEqual([])
  } finally {
    await away.$disconnect()
  }
})
