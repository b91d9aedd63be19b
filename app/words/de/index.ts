import type { Messages } from '#app/words/en/index.ts'
import { frame } from './frame.ts'
import { layout } from './layout.ts'
import { team } from './team.ts'

export const de = { frame, layout, team } satisfies Messages
