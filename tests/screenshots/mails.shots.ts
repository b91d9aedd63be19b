import { afterAll, beforeAll, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser, openContext } from '#dev/browser.ts'
import { sampleMails } from '#dev/mailbox/sample-mails.ts'
import { inBothSchemes, picture, writeIndex } from './album.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await writeIndex()
})

test.each(sampleMails())('e-mail $name', async ({ name, mail }) => {
  await using context = await openContext(browser)
  const page = await context.newPage()
  await page.setContent(mail.html)
  await picture(page, `mail ${name}`, inBothSchemes([320, 600]))
})
