import { afterAll, beforeAll, expect, test } from 'vitest'
import { embedSnippet } from '#app/domain/visit/embed-snippet.ts'
import { DEFAULT_MOUNT } from '#app/domain/visit/mount.ts'
import { QUIZ } from '#tests/factories/quiz.ts'
import { type HostPage, frameOf, startHostPage } from '#tests/helpers/host-page.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'
import { inBothSchemes, picture, writeIndex } from './album.ts'

// The wide ones first: a picture ends with a window of their width, in which every question of a step can be answered.
const LOOKS = inBothSchemes([1280, 360])
const WINDOW = { width: 1280, height: 664 }

let site: Site
let host: HostPage

beforeAll(async () => {
  host = await startHostPage()
  site = await startSite({ EMBED_ORIGINS: host.url, BRIEFING_URL: 'https://example.com/briefing' })
})
afterAll(async () => {
  await site.close()
  await host[Symbol.asyncDispose]()
  await writeIndex()
})

test('embedded in a host page: landing, step, results', async () => {
  const { language, scorecard } = DEFAULT_MOUNT
  host.show(embedSnippet({ site: site.url, language, scorecard, title: 'Scorecard' }))
  await using visit = await site.visit({ extraHTTPHeaders: {}, viewport: WINDOW })
  const { page, problems } = visit
  await page.goto(`${host.url}/campaign`)
  const frame = await frameOf(page)
  const tooHigh = async () => {
    const shown = await frame.evaluate(() => document.documentElement.getBoundingClientRect().height)
    const height = await page.locator('iframe').evaluate((box) => box.clientHeight)
    return height - Math.max(Math.ceil(shown), WINDOW.height)
  }
  const fitted = async () => {
    await page.evaluate(() => scrollTo(0, 0))
    await expect.poll(tooHigh).toBe(0)
  }
  const shown = (name: string) => picture(page, `embedded in a host page, ${name}`, LOOKS, fitted)
  await frame.locator('#start button').waitFor()
  await shown('landing')
  await frame.locator('#start button').click()
  for (const { step, questions } of QUIZ.areas) {
    await frame.locator(`form[data-step="${step}"]`).waitFor()
    if (step === 2) await shown('step')
    for (const { id } of questions) await frame.locator(`#${id}-C`).check()
    await frame.locator('.step-form .button-primary').click()
  }
  await frame.locator('.gauge').waitFor()
  await shown('results')
  expect(problems).toEqual([])
})
