export const COLOUR_NAMES = [
  'paper',
  'surface',
  'sunken',
  'ink',
  'muted',
  'line',
  'control',
  'accent',
  'accent-strong',
  'accent-soft',
  'on-accent',
  'danger',
  'danger-soft',
  'champion',
  'builder',
  'risk',
  'alert',
  'crisis',
] as const
export type ColourName = (typeof COLOUR_NAMES)[number]

export const SCHEMES = ['light', 'dark'] as const
export type Scheme = (typeof SCHEMES)[number]

export type Palette = Readonly<Record<ColourName, string>>

/** A part of the logo, in a square of 32 by 32. */
export interface MarkPart {
  /** as in the `d` of an SVG path */
  path: string
  /** of the stroke; without it the path is filled */
  width?: number
  colour: ColourName
}

export interface BrandContent {
  product: string
  tagline: string
  mark: readonly MarkPart[]
  colours: Readonly<Record<Scheme, Palette>>
}

/** What a scorecard has in place of the brand's; the rest is the brand's. */
export interface OwnBrand {
  mark?: readonly MarkPart[] | undefined
  colours?: Partial<Readonly<Record<Scheme, Partial<Palette>>>> | undefined
  replyTo?: string | undefined
  briefingUrl?: string | undefined
}
