import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BRAND } from '#app/domain/brand/brand.ts'
import { en } from '#app/words/en/index.ts'
import { type Mailbox, startMailbox } from '#dev/mailbox/server.ts'
import { type Site, answerFrom, answerStep, continueFrom, startSite } from '#tests/helpers/site.ts'
import { askForLink } from '#tests/helpers/tour-stops.ts'
import { foreignWords, notMirrored, stickingOut } from '#tests/pseudo/look.ts'
import { THIRD, bundleWithThirdLanguage } from '#tests/pseudo/third-language.ts'
import { pseudoPlural } from '#tests/pseudo/plurals.ts'
import { pseudoText } from '#tests/pseudo/words.ts'

const HOME = `/${THIRD}`
const COMPANY = 'Example Works'
/** So that the notice is complete. */
const FACTS = {
  COMPANY_NAME: COMPANY,
  COMPANY_ADDRESS: '1, 12345',
  PRIVACY_EMAIL: 'privacy@example.com',
  DATA_PROTECTION_OFFICER: 'officer@example.com',
  IMPRINT_URL: 'https://example.com/imprint',
  DATABASE_LOCATION: 'DE',
  DATABASE_HISTORY_DAYS: '7',
  MAIL_LOCATION: 'DE',
  CRM_LOCATION: 'DE',
  CRM_RETENTION_DAYS: '365',
}
/** What is the same in every language: names, addresses, the letters of answers, versions. */
const NAMES = [
  new RegExp(BRAND.product, 'g'),
  new RegExp(COMPANY, 'g'),
  /Cloudflare, Inc\.|Neon|Resend \(Plus Five Five, Inc\.\)|HubSpot, Inc\./g,
  /https?:\/\/\S+|\S+@\S+|\b[A-E]\b|\b20\d\d-\S+/g,
]

let site: Site
let mailbox: Mailbox

beforeAll(async () => {
  const [bundle, box] = await Promise.all([bundleWithThirdLanguage(), startMailbox({ port: 0 })])
  mailbox = box
  const vars = {
    ...FACTS,
    MAIL_API_KEY: 're_test',
    MAIL_BASE_URL: mailbox.url,
    MAIL_FROM: 'Example Works <scorecard@example.com>',
  }
  site = await startSite(vars, {}, bundle)
})
afterAll(async () => {
  await site.close()
  await mailbox.close()
})

async function faultsOf(page: Page) {
  const axe = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return {
    direction: await page.locator('html').evaluate(({ dir, lang }: HTMLElement) => `${lang} ${dir}`),
    foreign: await foreignWords(page, NAMES),
    sticksOut: [...(await stickingOut(page, 320)), ...(await stickingOut(page, 390))],
    axe: axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`),
    notMirrored: [...(await notMirrored(page, 390)), ...(await notMirrored(page, 1280))],
  }
}

const NO_FAULTS = { direction: `${THIRD} rtl`, foreign: [], sticksOut: [], axe: [], notMirrored: [] }

async function begin(page: Page): Promise<void> {
  await page.goto(HOME)
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1')
}

async function toResults(page: Page): Promise<void> {
  await begin(page)
  await answerFrom(page, 'C')
}

async function toAllSteps(page: Page, email: string): Promise<void> {
  await toResults(page)
  await page.locator('#email').fill(email)
  await page.locator('#consent').check()
  await page.locator('.contact-form .button-primary').click()
  await page.locator('.notice-success').waitFor()
}

const PAGES: Record<string, (page: Page) => Promise<unknown>> = {
  'the start page': (page) => page.goto(HOME),
  'a step': begin,
  'a step with errors': async (page) => {
    await begin(page)
    await page.locator('.step-form .button-primary').click()
    await page.locator('.error-summary').waitFor()
  },
  results: toResults,
  'results with every step': (page) => toAllSteps(page, 'steps@example.com'),
  'a report': async (page) => {
    await toResults(page)
    await page.goto(`${page.url()}/report`)
  },
  'what is said of a team': async (page) => {
    await toResults(page)
    await page.locator('#team button').click()
    await page.locator('#team .shared-address').waitFor()
    await page.goto(new URL((await page.locator('#team .button').getAttribute('href'))!, page.url()).href)
  },
  privacy: (page) => page.goto(`${HOME}/privacy`),
  'privacy with an error': async (page) => {
    await page.goto(`${HOME}/privacy`)
    await page.locator('.contact-form .button-primary').click()
    await page.locator('.error-summary').waitFor()
  },
  accessibility: (page) => page.goto(`${HOME}/accessibility`),
  'a page that there is not': (page) => page.goto(`${HOME}/no-such-page`),
}

test.each(Object.entries(PAGES))(
  'a language of which there are only words has %s in them, from right to left',
  async (_, go) => {
    await using visit = await site.visit()
    const { page, problems } = visit
    await go(page)
    expect(await faultsOf(page)).toEqual(NO_FAULTS)
    expect(problems).toEqual([])
  },
)

test('and says how many there are in the form that the language has for it', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await page.goto(HOME)
  expect(pseudoPlural(16)).toMatch(/many$/)
  await page
    .getByText(pseudoText(pseudoPlural(16)))
    .first()
    .waitFor()
})

/** Asks for a link about the data of an address, and opens it. */
async function openRequest(
  page: Page,
  email: string,
  action: 'erase' | 'withdraw' | 'export',
  subject: string,
) {
  await toAllSteps(page, email)
  await page.goto(`${HOME}/privacy`)
  await page.locator('#email').fill(email)
  await page.locator(`[name=action][value=${action}]`).check()
  await page.locator('.contact-form .button-primary').click()
  const { text } = await expectMail(subject, email)
  await page.goto(new URL(/https?:\/\/\S+\/confirm\/\w+/.exec(text ?? '')![0]).pathname)
}

const { results, resume, receipt, privacy } = en.mail
const { erasure, withdrawal } = privacy.requests

/** By their subjects: what brings each about. */
const MAILS: Record<string, (page: Page, email: string) => Promise<void>> = {
  [results.score(50)]: toAllSteps,
  [resume.title]: async (page, email) => {
    await begin(page)
    await answerStep(page, 1, 'C')
    await continueFrom(page, 1)
    await askForLink(page, email)
  },
  [erasure.title]: (page, email) => openRequest(page, email, 'erase', erasure.title),
  [withdrawal.title]: (page, email) => openRequest(page, email, 'withdraw', withdrawal.title),
  [receipt.title]: async (page, email) => {
    await openRequest(page, email, 'withdraw', withdrawal.title)
    await page.locator('[value=withdraw] ~ .button').click()
    await page.waitForURL('**/privacy?receipt=*')
    // It waits for what the CRM does with it.
    const { emailMessage } = site.worker.db
    await emailMessage.updateMany({ where: { recipient: email }, data: { nextRetryAt: new Date(0) } })
    await site.worker.runJob('deliver_emails')
  },
}

test.each(Object.entries(MAILS))('and its e-mail “%s”, at either width', async (subject, bring) => {
  await using visit = await site.visit()
  const email = `mail-${Object.keys(MAILS).indexOf(subject)}@example.com`
  await bring(visit.page, email)
  const { html, text } = await expectMail(subject, email)
  const said = NAMES.reduce((rest, name) => rest.replaceAll(name, ''), text ?? '')
  expect(said).not.toMatch(/[A-Za-z]{2,}/)
  // A page of its own: the site's would allow none of the e-mail's styles.
  const page = await visit.context.newPage()
  await page.setContent(html ?? '')
  const root = page.locator('html')
  expect(await root.evaluate(({ dir, lang }: HTMLElement) => `${lang} ${dir}`)).toBe(`${THIRD} rtl`)
  expect(await foreignWords(page, NAMES)).toEqual([])
  expect([...(await stickingOut(page, 320)), ...(await stickingOut(page, 600))]).toEqual([])
  // Mail programs know no style for where a line begins: those name the sides, and turning the page round does not turn them.
  await page.setContent((html ?? '').replaceAll(/ style="[^"]*"/g, ''))
  expect(await notMirrored(page, 600)).toEqual([])
})

test('and a file of a person’s data, whose name is in its letters', async () => {
  await using visit = await site.visit()
  const { page } = visit
  const email = 'file@example.com'
  await openRequest(page, email, 'export', privacy.requests.export.title)
  expect(await faultsOf(page)).toEqual(NO_FAULTS)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[value=export] ~ .button-primary').click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^⟦.*⟧-[\d-]+\.json$/)
})

async function expectMail(subject: string, to: string) {
  const found = () => mailbox.messages({ to }).find((mail) => mail.subject === pseudoText(subject))
  await expect.poll(() => found() !== undefined).toBe(true)
  return found()!
}
