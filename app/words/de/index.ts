import type { Messages } from '#app/words/en/index.ts'
import { contact } from './contact.ts'
import { errors } from './errors.ts'
import { format } from './format.ts'
import { landing } from './landing.ts'
import { layout } from './layout.ts'
import { mail } from './mail.ts'
import { notice } from './notice.ts'
import { privacy } from './privacy.ts'
import { records } from './records.ts'
import { results } from './results.ts'
import { start } from './start.ts'
import { steps } from './steps.ts'
import { team } from './team.ts'

export const de = {
  contact,
  errors,
  format,
  landing,
  layout,
  mail,
  notice,
  privacy,
  records,
  results,
  start,
  steps,
  team,
} satisfies Messages
