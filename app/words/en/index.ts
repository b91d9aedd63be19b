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

/** What every language has to say, as English says it: one file an area of the product. */
export const en = {
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
}

/** Another language has the same keys, with the same arguments, and words of its own. */
export type Messages = Widen<typeof en>

type Widen<Words> = Words extends string
  ? string
  : Words extends (...args: infer Args) => infer Said
    ? (...args: Args) => Widen<Said>
    : Words extends object
      ? { [Key in keyof Words]: Widen<Words[Key]> }
      : Words
