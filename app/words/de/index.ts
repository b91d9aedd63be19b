import type { Messages } from '#app/words/en/index.ts'
import { contact } from './contact.ts'
import { format } from './format.ts'
import { layout } from './layout.ts'
import { results } from './results.ts'
import { steps } from './steps.ts'

export const de = { contact, format, layout, results, steps } satisfies Messages
