import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HubspotStandIn } from '#dev/hubspot/server.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { embedSnippet } from '#app/domain/visit/embed-snippet.ts'
import { DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { tokenIn } from '#tests/helpers/email-delivery.ts'
import { type HostPage, frameOf, startHostPage } from '#tests/helpers/host-page.ts'
import { startSyncPortal } from '#tests/helpers/hubspot-sync.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'

// What a campaign's page passes on by public/embed.js, from its own address and cookie to the form in HubSpot.

const HUTK = '6f453d92607b8108998dc213178ad214'
const EMAIL = 'campaign@example.com'

let site: Site
let host: HostPage
let portal: HubspotStandIn
let mailbox: Mailbox

beforeAll(async () => {
  ;[portal, host, mailbox] = await Promise.all([
    startSyncPortal(),
    startHostPage(),
    startMailbox({ port: 0 }),
  ])
  site = await startSite({
    HUBSPOT_BASE_URL: portal.url,
    HUBSPOT_ACCESS_TOKEN: portal.token,
    HUBSPOT_FORMS_BASE_URL: portal.url,
    HUBSPOT_PORTAL_ID: String(portal.portalId),
    HUBSPOT_FORM_ID: '78c2891f-ebdd-44c0-bd94-15c012bbbfbf',
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'AI Readiness Scorecard <scorecard@example.com>',
    EMBED_ORIGINS: host.url,
  })
})
afterAll(async () => {
  await site.close()
  await Promise.all([host[Symbol.asyncDispose](), portal.close(), mailbox.close()])
})

test('tags and HubSpot’s cookie of the page around the frame reach the form in HubSpot, once the address is confirmed', async () => {
  const { language, scorecard } = DEFAULT_MOUNT
  host.show(embedSnippet({ site: site.url, language, scorecard, title: 'Scorecard' }))
  await using visit = await site.visit({ extraHTTPHeaders: {} })
  const { page, context } = visit
  await context.addCookies([{ name: 'hubspotutk', value: HUTK, url: host.url }])
  await page.goto(
    `${host.url}/campaign?utm_source=linkedin&utm_medium=social&utm_campaign=spring&name=private`,
  )
  const view = await frameOf(page)
  await view.locator('#start button').click()
  for (const { step, questions } of QUIZ.areas) {
    await view.locator(`form[data-step="${step}"]`).waitFor()
    for (const { id } of questions) await view.locator(`#${id}-C`).check()
    await view.locator('.step-form .button-primary').click()
  }
  await view.locator('.gauge').waitFor()
  await view.locator('#email').fill(EMAIL)
  await view.locator('#consent').check()
  await view.locator('.contact-form .button-primary').click()
  await view.locator('#company').waitFor()

  await expect.poll(() => mailbox.messages({ to: EMAIL })).toHaveLength(1)
  const reader = await context.newPage()
  await reader.goto(`/assessment/results/${tokenIn(mailbox.messages({ to: EMAIL })[0]!.text ?? '')}`)
  await reader
    .locator('[name="intent"][value="confirm_address"]')
    .locator('xpath=..')
    .locator('button')
    .click()
  await reader.waitForURL(/confirmed/)
  await expect
    .poll(async () => {
      await site.worker.runJob('drain_hubspot')
      return portal.submissions()
    })
    .toMatchObject([{ email: EMAIL, hutk: HUTK }])
  const [submission] = portal.submissions()
  expect(Object.fromEntries(new URL(String(submission!.pageUri)).searchParams)).toEqual({
    utm_source: 'linkedin',
    utm_medium: 'social',
    utm_campaign: 'spring',
  })
  expect(visit.problems).toEqual([])
})
