import type { Messages } from '#app/words/en/index.ts'
import { layout } from './layout.ts'
import { team } from './team.ts'

export const de = { layout, team } satisfies Messages
