import { afterAll, beforeAll, test } from 'vitest'
import { CONSOLE_TOUR, consolePath, fillConsole, signInToConsole } from '#tests/helpers/console-tour.ts'
import { OPS_TOKEN } from '#tests/helpers/operator.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'
import { inBothSchemes, picture, writeIndex } from './album.ts'

let site: Site

beforeAll(async () => {
  site = await startSite({ OPS_TOKEN })
  await fillConsole(site.worker.db)
})
afterAll(async () => {
  await site.close()
  await writeIndex()
})

test.each(CONSOLE_TOUR)('console %s', async (name) => {
  await using visit = await site.visit()
  const { page } = visit
  await signInToConsole(page)
  await page.goto(consolePath(name))
  await picture(page, `console ${name}`, inBothSchemes([390, 1280]))
})
