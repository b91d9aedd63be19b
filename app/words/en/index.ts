import { frame } from './frame.ts'
import { layout } from './layout.ts'
import { team } from './team.ts'

/** What every language has to say, as English says it: one file an area of the product. */
export const en = { frame, layout, team }

/** Another language has the same keys, with the same arguments, and words of its own. */
export type Messages = Widen<typeof en>

type Widen<Words> = Words extends string
  ? string
  : Words extends (...args: infer Args) => infer Said
    ? (...args: Args) => Widen<Said>
    : Words extends object
      ? { [Key in keyof Words]: Widen<Words[Key]> }
      : Words
