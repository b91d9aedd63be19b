import { launchBrowser, openContext } from '#dev/browser.ts'
const browser = await launchBrowser()
const base = 'http://localhost:41300'
const widths = (process.argv[2] ?? '390').split(',').map(Number)
const shots = '/tmp/locale-shots'
for (const width of widths) {
  const phone = width < 600
  const context = await openContext(browser, { baseURL: base, reducedMotion: 'reduce', locale: 'de-DE', viewport: { width, height: phone ? 664 : 900 }, hasTouch: phone, isMobile: phone, colorScheme: (process.env.SCHEME ?? 'light') as 'light', forcedColors: (process.env.FORCED ?? 'none') as 'none' })
  const page = await context.newPage(); await page.addInitScript('globalThis.__name = (f) => f')
  const shot = async (name: string, full = true) => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    console.log(width, name, over > 0 ? `OVERFLOW ${over}` : '', new URL(page.url()).pathname)
    await page.screenshot({ path: `${shots}/de-${name}-${width}${process.env.SCHEME ?? ''}${process.env.FORCED ?? ''}.png`, fullPage: full })
  }
  await page.goto('/de'); await shot('landing'); await shot('landing-first', false)
  await page.locator('#start button').click(); await page.waitForURL('**/assessment/step/1')
  for (let step = 1; step <= 4; step++) {
    await page.waitForURL(`**/assessment/step/${step}`)
    if (phone) await page.locator('.step[data-flow]').waitFor()
    await shot(`step${step}`, !phone)
    if (phone && step > 1) { await page.locator('[data-continue]').click(); await page.waitForTimeout(400); await shot(`step${step}-q`, false) }
    if (step === 2 && !phone) {
      await page.locator('.step-form .button-primary').click(); await page.locator('.error-summary').waitFor(); await shot('step2-errors')
      await page.locator('summary').click(); await page.locator('#email').fill('ada@gmial.com'); await page.locator('.disclosure button').click(); await page.waitForTimeout(800); await shot('step2-link')
    }
    const names = await page.locator('.choice input').evaluateAll((inputs) => [...new Set(inputs.map((i) => (i as HTMLInputElement).name))])
    const choice = 'BCDCD'
    for (const [i, name] of names.entries()) {
      const input = page.locator(`#${name}-${choice[i]}`)
      if (phone) { await input.waitFor({ state: 'visible' }); await input.click(); await page.waitForTimeout(500) } else await input.check()
    }
    await page.locator('.step-form .button-primary').click()
    await page.waitForURL(step < 4 ? `**/assessment/step/${step + 1}` : '**/assessment/results/*')
  }
  await shot('results')
  const results = page.url()
  await page.locator('.contact-form .button-primary').click(); await page.waitForTimeout(800); await shot('results-error')
  await page.goto(results)
  await page.locator('#email').fill('anna.muster@example.com'); await page.locator('#consent').check(); await page.locator('.contact-form .button-primary').click(); await page.locator('.notice-success').waitFor(); await shot('results-mail')
  await page.locator('#firstName').fill('=1'); await page.locator('#lastName').fill('www.x.de'); await page.locator('#company').fill('--'); await page.locator('.contact-form .button-primary').click(); await page.waitForTimeout(800); await shot('results-fields')
  await page.goto(results + '/report'); await shot('report')
  if (!phone) { await page.emulateMedia({ media: 'print' }); await page.pdf({ path: `${shots}/de-report.pdf`, format: 'A4' }); await page.emulateMedia({ media: 'screen' }) 
    await page.goto(results); await page.emulateMedia({ media: 'print' }); await page.pdf({ path: `${shots}/de-results.pdf`, format: 'A4' }); await page.emulateMedia({ media: 'screen' }) }
  await page.goto(results + '?fix=customer_safe_3#what-if'); await shot('what-if')
  await page.goto('/de'); await shot('landing-again')
  await page.goto(results); await page.locator('#team button').click(); await page.locator('#team .shared-address').waitFor()
  const team = await page.locator('#team .button').getAttribute('href')
  for (const make of ['share', 'again'] ) { const b = page.locator(`#${make} button`).first(); if (await b.count()) { await b.click(); await page.waitForTimeout(700) } }
  await shot('results-kept')
  await page.goto(team!); await shot('team')
  for (const [n, p] of [['privacy', '/de/privacy'], ['accessibility', '/de/accessibility'], ['404', '/de/nope'], ['team-ended', '/de/team/abcdefghijklmnopqrstuvwxyz'], ['privacy-sent', '/de/privacy?sent'], ['link', '/de/privacy/confirm']] as const) { await page.goto(p); await shot(n) }
  await context.close()
  const other = await openContext(browser, { baseURL: base, reducedMotion: 'reduce', viewport: { width, height: 800 } })
  const p2 = await other.newPage(); await p2.goto(team!); await p2.screenshot({ path: `${shots}/de-team-invitation-${width}.png`, fullPage: true }); await other.close()
}
await browser.close()
