import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BRAND } from '#app/domain/brand/brand.ts'
import { findBrandFaults } from '#app/domain/brand/brand-faults.ts'
import { readIfThere } from '#scripts/read-if-there.ts'
import { runScript } from '#scripts/run-script.ts'
import { type Picture, pictures, textFiles } from './brand-files.ts'
import { asIco, isStamped, stamped } from './stamp.ts'

const ROOT = new URL('../../', import.meta.url)
const pathOf = (file: string) => fileURLToPath(new URL(file, ROOT))

await runScript({
  name: 'brand',
  does:
    'checks the brand (app/domain/brand/brand-content.ts), the contrast of its colours too, and draws what is made of it: ' +
    'the colours of the style sheets, the icons and the Open Graph picture. Asks nobody.',
  options: { check: { type: 'boolean', does: 'draw nothing, and say whether all is as the brand has it' } },
  exits: {
    0: 'the brand can be used, and all is as it has it',
    1: 'it cannot, or with --check: something is stale',
  },
  run: async ({ check = false }) => {
    const faults = findBrandFaults(BRAND)
    if (faults.length > 0) {
      console.error(['The brand cannot be used:', ...faults.map((fault) => `- ${fault}`)].join('\n'))
      return false
    }
    const texts = textFiles(BRAND).filter(({ path, text }) => readIfThere(pathOf(path))?.toString() !== text)
    const drawn = pictures(BRAND).filter(
      ({ path, html }) => !isStamped(readIfThere(pathOf(path)) ?? Buffer.alloc(0), html),
    )
    const stale = [...texts, ...drawn].map(({ path }) => path)
    if (check) {
      if (stale.length > 0)
        console.error(`not as the brand has it: ${stale.join(', ')}. npm run brand draws them`)
      return stale.length === 0
    }
    for (const { path, text } of texts) writeFileSync(pathOf(path), text)
    if (drawn.length > 0) await takePictures(drawn)
    console.log(stale.length === 0 ? 'All is as the brand has it' : `Drawn: ${stale.join(', ')}`)
    return true
  },
})

async function takePictures(wanted: readonly Picture[]): Promise<void> {
  const { launchBrowser, openContext } = await import('#dev/browser.ts')
  const browser = await launchBrowser()
  try {
    const page = await (await openContext(browser, { colorScheme: 'light' })).newPage()
    for (const { path, html, width, height } of wanted) {
      await page.setViewportSize({ width, height })
      await page.setContent(html)
      await page.evaluate('document.fonts.ready')
      const png = stamped(await page.screenshot({ omitBackground: true }), html)
      writeFileSync(pathOf(path), path.endsWith('.ico') ? asIco(png, width) : png)
    }
  } finally {
    await browser.close()
  }
}
