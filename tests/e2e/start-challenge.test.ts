import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TURNSTILE_TEST_SECRET } from '#dev/turnstile/server.ts'
import { useUpStarts } from '#tests/helpers/full-limits.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'
import { useTurnstile } from '#tests/helpers/turnstile.ts'

const OFFICE = '203.0.113.9'
const fromOffice = { extraHTTPHeaders: { 'CF-Connecting-IP': OFFICE } }

const { cloudflare, settings } = await useTurnstile()
let site: Site
let guarded: Site

beforeAll(async () => {
  ;[site, guarded] = await Promise.all([startSite(), startSite(settings)])
})
afterAll(async () => {
  await Promise.all([site.close(), guarded.close()])
})
beforeEach(async () => {
  for (const { worker } of [site, guarded]) {
    await worker.db.$executeRaw`TRUNCATE rate_limits, assessment_sessions CASCADE`
    await useUpStarts(worker.db, OFFICE)
  }
})

test('the sixty-first of an office starts by one press of the button: the browser does the proof of work by itself', async () => {
  await using visit = await site.visit(fromOffice)
  const { page, problems } = visit
  // As slow as a phone of some years ago, beside this machine.
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  await page.goto('/')
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1')
  expect(problems).toEqual([])
  const [challenged] = await site.worker.db.rateLimit.findMany({
    where: { key: { startsWith: 'challenged-start:' } },
  })
  expect(challenged!.hits).toHaveLength(1)
})

test('without JavaScript the page says when, and shows no form that could not work', async () => {
  await using visit = await site.visit({ ...fromOffice, javaScriptEnabled: false })
  const { page } = visit
  await page.goto('/')
  await page.locator('#start button').click()
  await page.getByText('Without it you can start in an hour.').waitFor()
  expect(await page.locator('form[data-challenge]').isVisible()).toBe(false)
})

test('an answer that was refused is made anew, and then waits for the visitor', async () => {
  await using visit = await site.visit(fromOffice)
  const { page } = visit
  await page.goto('/')
  // As if the first answer had come too late.
  await page.route('**/assessment/start', async (route) => {
    const postData = (route.request().postData() ?? '').replace(/answer=\d+/, 'answer=1')
    await route.continue({ postData })
    if (postData.includes('answer=1')) await page.unroute('**/assessment/start')
  })
  await page.locator('#start button').click()
  await page.getByText('The check has to be done once more').waitFor()
  await page.getByRole('button', { name: 'Start the assessment' }).click()
  await page.waitForURL('**/assessment/step/1')
})

test('with Turnstile the widget passes the visitor on, and no other page has anything of it', async () => {
  await using visit = await guarded.visit(fromOffice)
  const { page, problems } = visit
  await page.goto('/')
  expect(await page.content()).not.toContain(cloudflare.url)
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1')
  expect(problems).toEqual([])
  expect(cloudflare.asked.at(-1)).toMatchObject({ secret: TURNSTILE_TEST_SECRET })
  expect(await page.content()).not.toContain(cloudflare.url)
})

test.each(['no_script', 'server_error'] as const)(
  'with Turnstile out of reach (%s) the proof of work lets people in',
  async (fault) => {
    cloudflare.setFault(fault)
    await using visit = await guarded.visit(fromOffice)
    const { page } = visit
    await page.goto('/')
    await page.locator('#start button').click()
    await page.waitForURL('**/assessment/step/1')
  },
)

test('who was held for a field that a password manager filled in sees it empty, and goes on', async () => {
  await using visit = await site.visit()
  const { page, problems } = visit
  await page.goto('/')
  await page.locator('#start-website').evaluate((field: HTMLInputElement) => (field.value = 'filled in'))
  await page.locator('#start button').click()
  await page.getByRole('heading', { name: 'Please start once more' }).waitFor()
  expect(await page.getByLabel('Leave this field empty').inputValue()).toBe('')
  await page.getByRole('button', { name: 'Start the assessment' }).click()
  await page.waitForURL('**/assessment/step/1')
  expect(problems).toEqual([])
})
