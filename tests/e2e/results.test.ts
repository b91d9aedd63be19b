import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, answerFrom, startSite, takeQuiz } from '#tests/helpers/site.ts'

let site: Site

beforeAll(async () => {
  site = await startSite({ BRIEFING_URL: 'https://example.com/briefing' })
})
afterAll(() => site.close())

const PHONE = { width: 390, height: 664 }

test.for([true, false])(
  'on a phone, with script %s, the score, what to do now and the briefing are in the first view, and after an address one stands at the steps',
  async (javaScriptEnabled) => {
    await using visit = await site.visit({ javaScriptEnabled })
    const { page, problems } = visit
    await takeQuiz(page, 'D')
    await page.setViewportSize(PHONE)
    const bottomOf = async (selector: string) => {
      const box = (await page.locator(selector).boundingBox())!
      return box.y + box.height
    }
    expect(await bottomOf('.category-next')).toBeLessThanOrEqual(PHONE.height)
    expect(await bottomOf('.results-onward .button')).toBeLessThanOrEqual(PHONE.height)

    await page.locator('#email').fill('phone@example.com')
    await page.locator('.contact-form .button-primary').click()
    await page.locator('.notice-success').waitFor()
    const top = (await page.locator('#next-steps').boundingBox())!.y
    expect(top).toBeGreaterThanOrEqual(0)
    expect(top).toBeLessThan(PHONE.height / 4)
    expect(new URL(page.url()).hash).toBe('#next-steps')

    await page.reload()
    await page.evaluate(() => scrollTo(0, 0))
    expect(await bottomOf('.briefing .button')).toBeLessThanOrEqual(PHONE.height)
    expect(problems).toEqual([])
  },
)

test('after an address the focus is at the steps', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await takeQuiz(page, 'D')
  await page.locator('#email').fill('focus@example.com')
  await page.locator('.contact-form .button-primary').click()
  await page.locator('.notice-success').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('next-steps')
})

test.for([true, false])(
  'fixes are chosen and tried, with script %s, and the address that results can be sent',
  async (javaScriptEnabled) => {
    await using visit = await site.visit({ javaScriptEnabled })
    const { page, problems } = visit
    const id = await takeQuiz(page, 'C')
    await page.locator('.effects summary').nth(1).click()
    await page.locator('#fix-customer_safe_1').check()
    await page.locator('#fix-customer_safe_2').check()
    await page.locator('.what-if-form button').click()
    await page.locator('.what-if-score').waitFor()
    expect(await page.locator('.what-if-score p').first().innerText()).toBe(
      'With these 2 fixes the score would be 57 in place of 50.',
    )
    const { pathname, search, hash } = new URL(page.url())
    expect([pathname, search, hash]).toEqual([
      `/assessment/results/${id}`,
      '?fix=customer_safe_1&fix=customer_safe_2',
      '#what-if',
    ])
    expect(await page.locator('#fix-customer_safe_2').isChecked()).toBe(true)
    await page.getByRole('link', { name: 'See the score with that' }).click()
    await page.locator('.what-if-score').getByText('AI Value Builder').waitFor()
    await page.getByRole('link', { name: 'Clear the fixes' }).click()
    await page.locator('.what-if-score').waitFor({ state: 'detached' })
    expect(problems).toEqual([])
  },
)

test('the report prints by its button where the script runs, and says how where it does not', async () => {
  await using visit = await site.visit()
  const { page, problems } = visit
  const id = await takeQuiz(page, 'D')
  await page.getByRole('link', { name: 'Open the report' }).click()
  await page.waitForURL(`**/${id}/report`)
  await page.evaluate(() => {
    window.print = () => (document.title = 'printed')
  })
  await page.getByRole('button', { name: 'Print' }).click()
  expect(await page.title()).toBe('printed')
  expect(await page.locator('[data-print-hint]').count()).toBe(0)
  // Blank pages, or none, would have another size.
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThanOrEqual(3)
  expect(problems).toEqual([])

  await using plain = await site.visit({ javaScriptEnabled: false })
  await takeQuiz(plain.page, 'D')
  await plain.page.getByRole('link', { name: 'Open the report' }).click()
  await plain.page.locator('[data-print-hint]').waitFor()
  expect(await plain.page.locator('[data-print]').isVisible()).toBe(false)
})

test.for([true, false])(
  'taken again, with script %s, the result is compared with the one before',
  async (javaScriptEnabled) => {
    await using visit = await site.visit({ javaScriptEnabled })
    const { page, problems } = visit
    await takeQuiz(page, 'D')
    await page.getByRole('button', { name: 'Make a link for later' }).click()
    const link = await page.locator('#again .shared-address').innerText()

    await using other = await site.visit({ javaScriptEnabled })
    await other.page.goto(new URL(link).pathname)
    expect(new URL(other.page.url()).pathname).toBe('/assessment/again')
    await other.page.getByRole('button', { name: 'Start the assessment' }).click()
    await answerFrom(other.page, 'C')
    expect(await other.page.locator('.last-time p').first().innerText()).toMatch(
      /the score was 25. Now it is 25 points higher.$/,
    )
    expect(other.problems).toEqual([])
    expect(problems).toEqual([])
  },
)

test('on paper is what moved the score, each answer with it, and nothing to press', async () => {
  await using visit = await site.visit()
  const { page } = visit
  await takeQuiz(page, 'C')
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.area-score .bar-fill').count()).toBeGreaterThan(0)
  for (const bar of await page.locator('.area-score .bar-fill').all())
    expect(await bar.isVisible()).toBe(true)
  for (const answer of await page.locator('.effect h3').all()) expect(await answer.isVisible()).toBe(true)
  expect(await page.locator('button:visible, input:visible').count()).toBe(0)
})
