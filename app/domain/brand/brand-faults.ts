import { type BrandContent, COLOUR_NAMES, type ColourName, SCHEMES, type Scheme } from './brand-types.ts'
import { contrastRatio, isColour } from './contrast.ts'

/** Text on what it stands on, by WCAG 1.4.3. */
const TEXT_RATIO = 4.5
/** Borders of fields, the gauge and what shows the focus, by WCAG 1.4.11. */
const SHAPE_RATIO = 3

const TONES: ColourName[] = ['champion', 'builder', 'risk', 'alert', 'crisis']

interface Rule {
  ratio: number
  of: ColourName[]
  on: ColourName[]
}

const RULES: Rule[] = [
  {
    ratio: TEXT_RATIO,
    of: ['ink', 'muted', 'accent', 'accent-strong', 'danger', ...TONES],
    on: ['paper', 'surface', 'sunken', 'accent-soft'],
  },
  { ratio: TEXT_RATIO, of: ['ink', 'danger'], on: ['danger-soft'] },
  { ratio: TEXT_RATIO, of: ['on-accent'], on: ['accent', 'accent-strong'] },
  { ratio: TEXT_RATIO, of: ['surface'], on: ['danger'] },
  { ratio: SHAPE_RATIO, of: ['control'], on: ['paper', 'surface', 'sunken', 'accent-soft'] },
]

const TEXT_LIMITS = {
  product: 40,
  tagline: 80,
} as const
const PATH = /^[MmLlHhVvCcSsQqTtAaZz0-9\s.,-]+$/

/** What is wrong with a brand, a sentence each, with the field and the way out; empty when it can be used. */
export function findBrandFaults(brand: BrandContent): string[] {
  return [
    ...textFaults(brand),
    ...markFaults(brand),
    ...SCHEMES.flatMap((scheme) => colourFaults(brand, scheme)),
  ]
}

function textFaults(brand: BrandContent): string[] {
  return Object.entries(TEXT_LIMITS).flatMap(([name, most]) => {
    const { length } = brand[name as keyof typeof TEXT_LIMITS].trim()
    return length >= 1 && length <= most ? [] : [`${name} has ${length} characters: give it 1 to ${most}`]
  })
}

function markFaults({ mark }: BrandContent): string[] {
  if (mark.length === 0) return ['mark has no part: give it at least one path']
  return mark.flatMap(({ path }, index) =>
    PATH.test(path) ? [] : [`mark ${index + 1}: "${path}" is not the d of an SVG path`],
  )
}

function colourFaults(brand: BrandContent, scheme: Scheme): string[] {
  const palette = brand.colours[scheme]
  const malformed = COLOUR_NAMES.filter((name) => !isColour(palette[name]))
  if (malformed.length > 0)
    return malformed.map((name) => `${scheme} ${name} is "${palette[name]}": write it as #rrggbb`)
  return RULES.flatMap(({ ratio, of, on }) =>
    of.flatMap((name) =>
      on.flatMap((ground) => {
        const found = contrastRatio(palette[name], palette[ground])
        if (found >= ratio) return []
        const seen = Math.floor(found * 100) / 100
        return [`${scheme} ${name} on ${ground} has a contrast of ${seen}:1: it needs ${ratio}:1`]
      }),
    ),
  )
}
