import { brandContent } from './brand-content.ts'

export const BRAND = brandContent
