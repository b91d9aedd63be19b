import { brandContent } from './brand-content.ts'

export type { ColourName, Palette } from './brand-types.ts'

/** Checked by `npm run build` and by the tests. */
export const BRAND = brandContent
