/** The tokens of colour, by the names that they have in the style sheets. */
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

/** `#rrggbb` each */
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
  /** one line that stands where no company is named */
  tagline: string
  /** whom the landing page speaks to */
  audience: string
  /** who asks and why, in the company’s own voice, beside its name */
  about: string
  /** of the landing page, as a browser’s tab and a search engine show it */
  title: string
  /** of the landing page, for search engines and previews of links */
  description: string
  mark: readonly MarkPart[]
  colours: Readonly<Record<Scheme, Palette>>
}
