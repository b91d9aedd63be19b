import { layout } from './layout.ts'
import { mail } from './mail.ts'
import { notice } from './notice.ts'
import { privacy } from './privacy.ts'
import { records } from './records.ts'

/** What every language has to say, as English says it: one file an area of the product. */
export const en = { layout, mail, notice, privacy, records }

/** Another language has the same keys, with the same arguments, and words of its own. */
export type Messages = Widen<typeof en>

type Widen<Words> = Words extends string
  ? string
  : Words extends (...args: infer Args) => infer Said
    ? (...args: Args) => Widen<Said>
    : Words extends object
      ? { [Key in keyof Words]: Widen<Words[Key]> }
      : Words
