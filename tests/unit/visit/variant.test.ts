import { expect, test } from 'vitest'
import { AB_VARIANTS, landingTexts, stickyVariant, variantFromByte } from '#app/domain/visit/variant.ts'

test('bytes are shared out evenly among the variants', () => {
  const counts = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) {
    const variant = variantFromByte(byte)
    counts.set(variant, (counts.get(variant) ?? 0) + 1)
  }
  expect([...counts.keys()]).toEqual(AB_VARIANTS)
  expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1)
})

test('a visitor keeps a variant until its test is over', () => {
  const draw = () => 'control' as const
  expect(stickyVariant(['proof'], draw)).toBe('proof')
  expect(stickyVariant([undefined, 'proof'], draw)).toBe('proof')
  expect(stickyVariant(['control', 'proof'], draw)).toBe('control')
  expect(stickyVariant(['over', 'proof'], draw)).toBe('proof')
  expect(
    [null, undefined, '', 'over', 'constructor'].map((seen) => stickyVariant([seen], () => 'proof')),
  ).toEqual(Array.from({ length: 5 }, () => 'proof'))
})

test.for([-1, 256, 0.5, Number.NaN])('%d is not a byte', (number) => {
  expect(() => variantFromByte(number)).toThrow(RangeError)
})

test('variants differ in their words, and an id of the past shows the control', () => {
  expect(new Set(AB_VARIANTS.map((variant) => landingTexts(variant).headline)).size).toBe(AB_VARIANTS.length)
  expect(landingTexts('over')).toEqual(landingTexts('control'))
})
