import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, dayOf } from '#app/domain/day.ts'
import { EXPERIMENTS } from '#app/content/experiments.ts'
import {
  CONTROL,
  EXPERIMENT,
  TREATMENT,
  countVisits,
  createExperiment,
  wordsOfVariant,
} from '#tests/helpers/experiments.ts'
import { OPS_TOKEN, OPS_TOKENS } from '#tests/helpers/operator.ts'
import { type Site, startSite } from '#tests/helpers/site.ts'

// A headless browser names itself, and programs are shown the page as it stands.
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const STARTED = new Date(addDays(dayOf(new Date()), -20))

let site: Site

beforeAll(async () => {
  site = await startSite({ OPS_TOKEN })
  const { db } = site.worker
  await createExperiment(db, { startedAt: STARTED })
  await countVisits(db, CONTROL.key, { landings: 1204, starts: 361 }, { day: STARTED })
  await countVisits(db, TREATMENT.key, { landings: 1188, starts: 487 }, { day: STARTED })
})
afterAll(() => site.close())

/** As people with either theme and a wide or a narrow screen see it. */
async function look(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }
  }
}

test.each(EXPERIMENT.variants)(
  'the landing page of $key says its own words, to everybody alike',
  async (variant) => {
    await using visit = await site.visit({ userAgent: CHROME })
    const { page, problems } = visit
    expect((await page.goto(`/?variant=${variant.key}`))?.status()).toBe(200)
    await page.getByRole('heading', { name: wordsOfVariant(variant).headline }).waitFor()
    await page
      .getByRole('button', { name: wordsOfVariant(variant).startLabel })
      .first()
      .waitFor()
    await page.getByText('You are looking at a preview').waitFor()
    await look(page)
    expect(problems).toEqual([])
  },
)

test('a step of a variant that leaves the address to the results page asks for none, and leads to the next', async () => {
  const late = EXPERIMENTS.flatMap(({ variants }) => variants).find(
    ({ changes }) => changes.askAddress === 'results',
  )!
  await using visit = await site.visit({ userAgent: CHROME })
  const { page, problems } = visit
  await page.goto(`/?variant=${late.key}`)
  await page
    .getByRole('button', { name: wordsOfVariant(late).startLabel })
    .first()
    .click()
  await page.waitForURL('**/assessment/step/1')
  expect(await page.getByLabel(/e-mail/i).count()).toBe(0)
  expect(await page.getByRole('button', { name: /link to carry on/ }).count()).toBe(0)
  for (const question of await page.locator('fieldset').all())
    await question.getByRole('radio').nth(1).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/assessment/step/2')
  expect(problems).toEqual([])
})

test('whoever runs the test reads its verdict, stops it and sees what everybody is shown from then on', async () => {
  await using visit = await site.visit()
  const { page, problems } = visit
  await page.goto('/ops/experiments')
  await page.getByLabel('Token').fill(OPS_TOKENS.owner)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Tests of the pages' }).waitFor()
  await look(page)

  await page.getByRole('link', { name: EXPERIMENT.id }).click()
  await page.getByText(`“${TREATMENT.id}” is better than “${CONTROL.id}”`).waitFor()
  for (const label of ['Division of visitors', 'Smallest lift findable', 'No verdict before', 'Ends'])
    await page.getByText(label, { exact: true }).waitFor()
  await look(page)

  await page.getByRole('link', { name: 'Stop' }).click()
  await page.getByLabel('From now on everybody is shown').selectOption(TREATMENT.id)
  await look(page)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('It is on the record.').waitFor()
  await page.getByText(`from its stop on everybody was shown “${TREATMENT.id}”`).waitFor()
  expect(problems).toEqual([])
})
