import { afterAll, beforeAll, expect, test } from 'vitest'
import { TOUR } from '#tests/helpers/page-tour.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'
import { PAGE_LOOKS, picture, print, writeIndex } from './album.ts'

let site: Site

beforeAll(async () => {
  site = await startSite()
})
afterAll(async () => {
  await site.close()
  await writeIndex()
})

test.each(Object.entries(TOUR))('%s', async (name, { go }) => {
  await using visit = await site.visit()
  const { page, problems } = visit
  await go(page, site)
  await picture(page, name, PAGE_LOOKS)
  await print(page, name)
  expect(problems).toEqual([])
})

test('step 1 without script', async () => {
  await using visit = await site.visit({ javaScriptEnabled: false })
  const { page, problems } = visit
  await page.goto('/')
  await page.locator('#start button').click()
  await page.waitForURL('**/assessment/step/1')
  await picture(page, 'step 1 without script', PAGE_LOOKS)
  expect(problems).toEqual([])
})
