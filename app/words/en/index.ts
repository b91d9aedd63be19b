import { contact } from './contact.ts'
import { format } from './format.ts'
import { layout } from './layout.ts'
import { mail } from './mail.ts'
import { notice } from './notice.ts'
import { privacy } from './privacy.ts'
import { records } from './records.ts'
import { results } from './results.ts'
import { steps } from './steps.ts'
import { team } from './team.ts'

/** What every language has to say, as English says it: one file an area of the product. */
export const en = { contact, format, layout, mail, notice, privacy, records, results, steps, team }

/** Another language has the same keys, with the same arguments, and words of its own. */
export type Messages = Widen<typeof en>

type Widen<Words> = Words extends string
  ? string
  : Words extends (...args: infer Args) => infer Said
    ? (...args: Args) => Widen<Said>
    : Words extends object
      ? { [Key in keyof Words]: Widen<Words[Key]> }
      : Words
