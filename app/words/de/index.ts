import type { Messages } from '#app/words/en/index.ts'
import { layout } from './layout.ts'

export const de = { layout } satisfies Messages
