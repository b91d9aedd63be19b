import type { Messages } from '#app/words/messages.ts'

/**
 * What the script of prospects' pages says, as attributes of `body`: the steps that it puts in place of one another bring only
 * what differs.
 * @param startHref where a new assessment begins; absent on pages that save nothing
 */
export function wordsForScript({ layout, steps }: Messages, startHref?: string): Record<string, string> {
  const working = { 'data-working': layout.working }
  if (startHref === undefined) return working
  const { asYouGo, startAgain, seeResult, ...states } = steps.saving
  return {
    ...working,
    'data-start': startHref,
    'data-start-again': startAgain,
    'data-see-result': seeResult,
    'data-as-you-go': asYouGo,
    ...Object.fromEntries(Object.entries(states).map(([state, said]) => [`data-${state}`, said])),
  }
}
