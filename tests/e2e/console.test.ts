import { AxeBuilder } from '@axe-core/playwright'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { brokenWords } from '#tests/helpers/broken-words.ts'
import { CONSOLE_TOUR, consolePath, fillConsole, signInToConsole } from '#tests/helpers/console-tour.ts'
import { OPS_TOKEN } from '#tests/helpers/operator.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'

let portal: HubspotStandIn
let site: Site

beforeAll(async () => {
  portal = await startSyncPortal()
  site = await startSite({ OPS_TOKEN, HUBSPOT_BASE_URL: portal.url, HUBSPOT_ACCESS_TOKEN: portal.token })
  await fillConsole(site.worker.db)
})
afterAll(async () => {
  await site.close()
  await portal.close()
})

test.each(CONSOLE_TOUR)(
  'the page "%s" of the console has no accessibility fault, fits its screen and brings no script',
  async (name) => {
    await using visit = await site.visit()
    const { page, problems } = visit
    await signInToConsole(page)
    const response = await page.goto(consolePath(name))
    expect(response?.status()).toBe(200)
    expect(await page.locator('script, link[rel=modulepreload]').count()).toBe(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
        expect(await brokenWords(page)).toEqual([])
      }
    }
    expect(problems).toEqual([])
  },
)

test('an operator signs in, filters, retries all of a cause, opens a lead, exports and signs out', async () => {
  const { db } = site.worker
  await using visit = await site.visit({ acceptDownloads: true })
  const { page } = visit
  await signInToConsole(page)

  const dead = await db.hubspotSyncQueue.findMany({ where: { status: 'dead' } })
  const cause = dead.find(({ payload }) => JSON.stringify(payload) !== '{}')!.lastError!.split(' ')[0]!
  await page.getByRole('link', { name: 'Leads', exact: true }).click()
  await page.getByLabel('CRM', { exact: true }).selectOption('dead')
  await page.getByLabel('Cause in the CRM').fill(cause)
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.waitForURL('**/ops/leads?*sync=dead*')
  expect(await page.locator('.ops-table tbody tr').count()).toBeGreaterThan(0)

  await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'HubSpot' }).click()
  // Several answers of HubSpot may be one cause: each leads to all that it met.
  const rows = page.locator('.ops-table tr').filter({ hasText: cause }).filter({ hasText: 'Retry all' })
  await rows.getByRole('link', { name: 'Retry all' }).first().click()
  const button = page.getByRole('button', { name: /^Retry \d+$/ })
  const count = Number((await button.textContent())!.replace(/\D/g, ''))
  expect(count).toBeGreaterThan(0)
  await button.click()
  await page.getByText(`: ${count}. It is on the record.`).waitFor()
  const revived = dead.filter(({ lastError }) => lastError?.startsWith(cause)).map(({ id }) => id)
  await site.worker.runJob('drain_hubspot')
  await expect
    .poll(() => db.hubspotSyncQueue.count({ where: { id: { in: revived }, status: 'completed' } }))
    .toBe(count)
  const sent = await db.hubspotSyncQueue.findMany({ where: { id: { in: revived }, status: 'completed' } })
  const known = portal.contacts().map(({ id }) => id)
  for (const { hubspotContactId } of sent) expect(known).toContain(hubspotContactId)

  const lead = await db.assessment.findFirstOrThrow({ where: { email: { not: null } } })
  await page.goto(`/ops/leads/${lead.id}`)
  expect(await page.content()).not.toContain(lead.email)
  await page.getByText('Contact details are closed').click()
  await page.getByRole('button', { name: 'Show contact details' }).click()
  await page.getByText(lead.email!).waitFor()
  // The seed has a record of its own.
  const ours = { NOT: { id: { startsWith: 'seed-' } } }
  const looks = await db.opsAction.findMany({ where: { action: 'opened_lead', ...ours } })
  expect(looks).toMatchObject([{ assessmentId: lead.id, count: 1, actor: 'token:owner', role: 'personal' }])

  await page.goto('/ops/leads')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ])
  const csv = await readFile(await download.path(), 'utf8')
  expect(csv).toContain('"Assessment"')
  expect(csv).not.toContain('@')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in to the console' }).waitFor()
  await page.goto('/ops/leads')
  await page.getByRole('heading', { name: 'Sign in to the console' }).waitFor()
  const kinds = (await db.opsAction.findMany({ where: ours, orderBy: { at: 'asc' } })).map(
    ({ action }) => action,
  )
  expect(kinds.filter((kind) => kind !== 'signed_in')).toEqual(['retried_leads', 'opened_lead', 'signed_out'])
})
