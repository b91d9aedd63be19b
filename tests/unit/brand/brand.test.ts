import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { brandContent } from '#app/domain/brand/brand-content.ts'
import { findBrandFaults } from '#app/domain/brand/brand-faults.ts'
import type { BrandContent, ColourName } from '#app/domain/brand/brand-types.ts'
import { contrastRatio } from '#app/domain/brand/contrast.ts'
import { pictures, textFiles } from '#scripts/brand/brand-files.ts'
import { asIco, isStamped, stamped } from '#scripts/brand/stamp.ts'

type Colours = Partial<Record<ColourName, string>>

const faultsWith = (changes: Partial<BrandContent>) => findBrandFaults({ ...brandContent, ...changes })

function recoloured({ light = {}, dark = {} }: { light?: Colours; dark?: Colours }): BrandContent {
  const { colours } = brandContent
  return {
    ...brandContent,
    colours: { light: { ...colours.light, ...light }, dark: { ...colours.dark, ...dark } },
  }
}

const faultsIn = (colours: Parameters<typeof recoloured>[0]) => findBrandFaults(recoloured(colours))

test('the contrast of two colours is WCAG’s, whichever comes first', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBe(21)
  expect(contrastRatio('#ffffff', '#000000')).toBe(21)
  // https://webaim.org/resources/contrastchecker/ gives both.
  expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test('the brand can be used as it is', () => {
  expect(findBrandFaults(brandContent)).toEqual([])
})

test('text that is hard to read on its ground is refused with the ratio, in the scheme where it is', () => {
  expect(faultsIn({ light: { muted: '#999999' } })).toContain(
    'light muted on surface has a contrast of 2.84:1: it needs 4.5:1',
  )
  const dark = faultsIn({ dark: { 'on-accent': '#ffffff' } })
  expect(dark.length).toBeGreaterThan(0)
  for (const fault of dark) expect(fault).toMatch(/^dark on-accent on accent/)
})

test('a border that cannot be told from its ground is refused, at three to one', () => {
  const faults = faultsIn({ light: { control: '#c0c0c0' } })
  expect(faults.length).toBeGreaterThan(0)
  for (const fault of faults) expect(fault).toMatch(/^light control on .* it needs 3:1$/)
})

test.each(['', '#fff', 'red', '#12345g', 'url(x)'])(
  '%o is no colour, and the fault says how to write one',
  (value) => {
    expect(faultsIn({ dark: { paper: value } })).toEqual([`dark paper is "${value}": write it as #rrggbb`])
  },
)

test('words that are missing or too long for their place are refused', () => {
  expect(faultsWith({ product: ' ' })).toEqual(['product has 0 characters: give it 1 to 40'])
  expect(faultsWith({ tagline: 'x'.repeat(81) })).toEqual(['tagline has 81 characters: give it 1 to 80'])
})

test('a logo is made of paths, and nothing else gets into a page', () => {
  expect(faultsWith({ mark: [] })).toEqual(['mark has no part: give it at least one path'])
  const path = '"/><script>alert(1)</script>'
  expect(faultsWith({ mark: [{ path, colour: 'accent' }] })).toHaveLength(1)
})

test('what is drawn of the brand is as the brand has it', () => {
  for (const { path, text } of textFiles(brandContent)) expect(readFileSync(path, 'utf8'), path).toBe(text)
  for (const { path, html } of pictures(brandContent))
    expect(isStamped(readFileSync(path), html), path).toBe(true)
})

test('another colour makes every file that shows it stale', () => {
  const other = recoloured({ light: { accent: '#123456' } })
  const changed = textFiles(other).filter(({ path, text }) => readFileSync(path, 'utf8') !== text)
  expect(changed.map(({ path }) => path)).toEqual(['app/styles/colours.css', 'public/favicon.svg'])
  // The quick check has an accent of its own.
  for (const { path, html } of pictures(other))
    expect(isStamped(readFileSync(path), html), path).toBe(path.includes('quick-check'))
})

test('prospects’ style sheets name no colour of their own, but for white paper in print', () => {
  const sheets = globSync('app/styles/*.css', { exclude: ['**/colours.css', '**/ops*.css'] })
  expect(sheets.length).toBeGreaterThan(15)
  const own = sheets.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/#[0-9a-f]{3,8}\b|rgba?\(/gi)].map(
      ([colour]) => `${path} ${colour}`,
    ),
  )
  expect(own).toEqual(['app/styles/tokens.css #fff', 'app/styles/tokens.css #e4e4df'])
})

test('a picture says what it was taken of and stays a PNG, in an ICO as well', () => {
  const png = readFileSync('public/apple-touch-icon.png')
  const drawn = stamped(png, '<p>one</p>')
  expect(isStamped(drawn, '<p>one</p>')).toBe(true)
  expect(isStamped(drawn, '<p>two</p>')).toBe(false)
  expect(drawn.subarray(1, 4).toString()).toBe('PNG')
  const ico = asIco(drawn, 32)
  expect([...ico.subarray(0, 8)]).toEqual([0, 0, 1, 0, 1, 0, 32, 32])
  expect(ico.readUInt32LE(14)).toBe(drawn.length)
  expect(ico.subarray(ico.readUInt32LE(18)).equals(drawn)).toBe(true)
})

test('the picture of links has the size that social networks ask for, and few bytes', () => {
  const png = readFileSync('public/open-graph.png')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
  expect(png.length).toBeLessThan(120 * 1024)
})
