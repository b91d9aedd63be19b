import type { Messages } from '#app/words/en/index.ts'
import { layout } from './layout.ts'
import { mail } from './mail.ts'
import { notice } from './notice.ts'
import { privacy } from './privacy.ts'
import { records } from './records.ts'

export const de = { layout, mail, notice, privacy, records } satisfies Messages
