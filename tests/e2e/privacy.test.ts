import { AxeBuilder } from '@axe-core/playwright'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { launchBrowser, openContext } from '#dev/browser.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { Visitor } from '#tests/helpers/visitor.ts'
import { type TestWorker, startTestWorker } from '#tests/helpers/worker.ts'

let browser: Browser
let mailbox: Mailbox
let portal: HubspotStandIn
let worker: TestWorker
let nextAddress = 1

beforeAll(async () => {
  ;[browser, mailbox, portal] = await Promise.all([
    launchBrowser(),
    startMailbox({ port: 0 }),
    startSyncPortal(),
  ])
  worker = await startTestWorker({
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
    COMPANY_ADDRESS: 'Example Consulting, 1 Example Street, Springfield',
    HUBSPOT_BASE_URL: portal.url,
    HUBSPOT_ACCESS_TOKEN: portal.token,
  })
})
afterAll(async () => {
  await browser.close()
  await worker.close()
  await mailbox.close()
  await portal.close()
})

async function openPage(javaScriptEnabled: boolean, width = 1280): Promise<Page> {
  const context = await openContext(browser, {
    javaScriptEnabled,
    acceptDownloads: true,
    viewport: { width, height: 800 },
    extraHTTPHeaders: { 'CF-Connecting-IP': `192.0.2.${nextAddress++}` },
  })
  return context.newPage()
}

/** Somebody in the database, with contact and deal in HubSpot. */
async function lead(email: string): Promise<void> {
  const prospect = new Visitor(worker.url, { 'CF-Connecting-IP': `192.0.2.${nextAddress++}` })
  await prospect.start()
  await prospect.complete('E', { email, consent: 'yes' })
  const where = { email, hubspotSyncStatus: 'synced', emailDeliveryStatus: 'sent' }
  await expect.poll(() => worker.db.assessment.count({ where })).toBe(1)
}

/** Asks for the link on the page, as a person does, and opens it from the mailbox. */
async function openLink(page: Page, email: string, choice: string): Promise<void> {
  await page.goto(`${worker.url}/privacy`)
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByLabel(choice).check()
  await page.getByRole('button', { name: 'Send me the link' }).click()
  await page.getByText('Check your inbox').waitFor()
  const privacyMail = () =>
    mailbox.messages({ to: email }).find(({ text }) => text?.includes('/privacy/confirm/'))
  await expect.poll(() => privacyMail() !== undefined).toBe(true)
  const path = /\/privacy\/confirm\/[0-9a-z]+/.exec(privacyMail()?.text ?? '')?.[0]
  await page.goto(`${worker.url}${path}`)
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}

test.each([
  ['with', true],
  ['without', false],
])('%s JavaScript a person downloads their data', async (name, javaScript) => {
  const email = `download-${name}@example.com`
  await lead(email)
  const page = await openPage(javaScript)
  await openLink(page, email, 'Get a copy of my data')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ])

  expect(download.suggestedFilename()).toMatch(/^my-data-\d{4}-\d\d-\d\d\.json$/)
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as {
    email: string
    records: unknown[]
  }
  expect(file.email).toBe(email)
  expect(file.records.length).toBeGreaterThan(3)
  await page.context().close()
})

test.each([
  ['with', true],
  ['without', false],
])('%s JavaScript a person is erased and sees how far it has come', async (name, javaScript) => {
  const email = `erase-${name}@example.com`
  await lead(email)
  const page = await openPage(javaScript)
  await openLink(page, email, 'Erase my data')

  await page.getByRole('button', { name: 'Erase my data' }).click()

  await page.getByText('Your data has been erased').waitFor()
  expect(await page.getByText(email).count()).toBe(0)
  await expect.poll(() => worker.db.erasure.count({ where: { status: 'pending' } })).toBe(0)
  await page.reload()
  await page.getByText('In our customer database: done.').waitFor()
  expect(await worker.db.assessment.count({ where: { email } })).toBe(0)
  expect(JSON.stringify([portal.contacts(), portal.deals()])).not.toContain(email)
  await page.context().close()
})

test.each([1280, 320])(
  'the pages on privacy have no accessibility fault and fit a screen of %d px',
  async (width) => {
    const page = await openPage(true, width)
    await page.goto(`${worker.url}/privacy`)
    await expectAccessible(page)
    await page.getByLabel('Your e-mail address').fill('nobody')
    await page.getByRole('button', { name: 'Send me the link' }).click()
    await page.getByText('Please correct the following').waitFor()
    await expectAccessible(page)
    await openLink(page, `a-person-with-quite-a-long-address-${width}@example.com`, 'Erase my data')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Erase my data' }).click()
    await page.getByText('Your data has been erased').waitFor()
    await expectAccessible(page)
    await page.context().close()
  },
)
