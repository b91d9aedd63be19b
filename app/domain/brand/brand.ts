import { brandContent } from './brand-content.ts'

export type { ColourName, Palette } from './brand-types.ts'

export const BRAND = brandContent
