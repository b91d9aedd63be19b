import type { Messages } from '#app/words/en/index.ts'
import { accessibility } from './accessibility.ts'
import { contact } from './contact.ts'
import { errors } from './errors.ts'
import { fields } from './fields.ts'
import { format } from './format.ts'
import { frame } from './frame.ts'
import { landing } from './landing.ts'
import { layout } from './layout.ts'
import { links } from './links.ts'
import { mail } from './mail.ts'
import { notice } from './notice.ts'
import { notices } from './notices.ts'
import { privacy } from './privacy.ts'
import { records } from './records.ts'
import { report } from './report.ts'
import { results } from './results.ts'
import { start } from './start.ts'
import { steps } from './steps.ts'
import { team } from './team.ts'

export const de = {
  accessibility,
  contact,
  errors,
  fields,
  format,
  frame,
  landing,
  layout,
  links,
  mail,
  notice,
  notices,
  privacy,
  records,
  report,
  results,
  start,
  steps,
  team,
} satisfies Messages
