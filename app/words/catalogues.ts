import type { Language } from '#app/domain/language/languages.ts'
import { en } from './en/index.ts'
import { de } from './de/index.ts'
import type { Messages } from './en/index.ts'

/** Made by `npm run languages` of the folders in app/words: edit those. */
export const CATALOGUES: Record<Language, Messages> = { en, de }
