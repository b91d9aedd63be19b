import type { RollUpState } from '#app/data/console/funnel.server.ts'
import type { Section, Verdict } from '#app/domain/console/page-view.ts'
import { LANGUAGE_FACTS } from '#app/domain/language/languages.ts'
import { plural } from '#app/domain/language/plural.ts'

const inDays = plural(LANGUAGE_FACTS.en, { one: '# day', other: '# days' })

/** Whether the nightly recount has come to what was counted. */
export function agreementSection(state: RollUpState): Section & { verdicts: readonly Verdict[] } {
  const { lastDay, checkedAt, wrongDays, firstWrong } = state
  const kept = wrongDays === 0
  const sentence =
    lastDay === null || checkedAt === null
      ? 'No night has counted the assessments again yet: the first one does.'
      : kept
        ? `On ${checkedAt.toISOString().slice(0, 10)} the assessments of the days to ${lastDay} were counted again, and came to the same.`
        : `On ${inDays(wrongDays)}, the first of them ${firstWrong}, a recount of the assessments comes to something else.`
  return {
    id: 'agreement',
    title: 'May these figures be believed?',
    verdicts: [
      {
        id: 'roll_up',
        promise: 'The figures agree with the assessments',
        kept,
        unknown: lastDay === null,
        sentence,
        todo: kept ? [] : [`Type: npm run ops:rebuild -- --since ${firstWrong}`],
        href: '#agreement',
      },
    ],
  }
}
