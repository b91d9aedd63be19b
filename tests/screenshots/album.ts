import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Out of version control: made anew by each `npm run screenshots`. */
const FOLDER = 'screenshots'

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>

export interface Look {
  name: string
  width: number
  media: Media
  /** what a phone shows at first, instead of the whole page */
  firstView?: true
}

const SCHEMES = ['light', 'dark'] as const

export const inBothSchemes = (widths: readonly number[]): Look[] =>
  widths.flatMap((width) =>
    SCHEMES.map((colorScheme) => ({ name: `${width}-${colorScheme}`, width, media: { colorScheme } })),
  )

/** The phone first: it is what most prospects hold. */
export const PAGE_LOOKS: Look[] = [
  { name: '390-first-view', width: 390, media: {}, firstView: true },
  ...inBothSchemes([390, 320, 768, 1280]),
  ...SCHEMES.map((colorScheme) => ({
    name: `390-forced-${colorScheme}`,
    width: 390,
    media: { colorScheme, forcedColors: 'active' } as const,
  })),
]

const HEIGHT = 664
const USUAL: Media = { media: 'screen', colorScheme: 'light', forcedColors: 'none' }

/**
 * Takes the page in each look, one file each.
 * @param fitted of a page with a frame that grows as long as its end is out of sight: waits until it is as high as its page
 */
export async function picture(
  page: Page,
  name: string,
  looks: readonly Look[],
  fitted?: () => Promise<void>,
): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  for (const { name: look, width, media, firstView } of looks) {
    await page.setViewportSize({ width, height: HEIGHT })
    await page.emulateMedia({ ...USUAL, ...media })
    // A window as high as the page: what is fixed to its edge stands there, and not across the middle.
    const whole = await page.evaluate(() => document.documentElement.scrollHeight)
    if (!fitted) await page.setViewportSize({ width, height: firstView ? HEIGHT : whole })
    await fitted?.()
    await page.screenshot({ path: fileOf(name, `${look}.png`), fullPage: fitted !== undefined })
  }
  await page.setViewportSize({ width: looks[0]!.width, height: HEIGHT })
  await page.emulateMedia(USUAL)
}

/** What a printer gets, page breaks included. */
export async function print(page: Page, name: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true })
  await page.emulateMedia({ ...USUAL, media: 'print' })
  for (const format of ['A4', 'Letter'])
    await page.pdf({ path: fileOf(name, `print-${format}.pdf`), format, printBackground: false })
}

function fileOf(name: string, look: string): string {
  return join(FOLDER, `${name.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')}--${look}`)
}

/** One page that shows every picture there is, those of former runs of a part included. */
export async function writeIndex(): Promise<void> {
  const files = (await readdir(FOLDER)).filter((file) => file.includes('--')).toSorted()
  const names = [...new Set(files.map((file) => file.split('--')[0]!))]
  const sections = names.map((name) => {
    const frames = files.filter((file) => file.startsWith(`${name}--`)).map(frame)
    return `<section id="${name}"><h2>${name}</h2><div>${frames.join('')}</div></section>`
  })
  await writeFile(
    join(FOLDER, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page in every look</title><style>
body{font:16px/1.4 system-ui;margin:24px}div{display:flex;gap:16px;overflow-x:auto;align-items:flex-start}
figure{margin:0}img{max-height:80vh;border:1px solid #999}</style><h1>Every page in every look</h1>
<p>${names.map((name) => `<a href="#${name}">${name}</a>`).join(', ')}</p>${sections.join('')}</html>`,
  )
}

function frame(file: string): string {
  const look = file.split('--')[1]!.replace(/\.\w+$/, '')
  const content = file.endsWith('.pdf') ? 'as a document' : `<img src="${file}" alt="${look}" loading="lazy">`
  return `<figure><figcaption>${look}</figcaption><a href="${file}">${content}</a></figure>`
}
