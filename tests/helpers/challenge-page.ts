import { solveChallenge } from '#app/browser/solve-challenge.ts'
import { CHALLENGE } from '#app/domain/limits.ts'

/** The hidden fields of a page's form, as its script sends them: with the answer to its challenge. */
export async function answerChallenge(page: string): Promise<Record<string, string>> {
  const fields = Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"\/>/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  )
  if (!fields.challenge) throw new Error('The page has no challenge.')
  const environment = { now: () => 0, rest: async () => {} }
  const answer = await solveChallenge(fields.challenge, CHALLENGE.hashes, environment)
  return { ...fields, answer: String(answer) }
}
