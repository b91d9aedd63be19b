const CHOICES = ['A', 'B', 'C', 'D', 'E']

/**
 * What a completion hands to the trigger that counts it, which would need long to work it out: whose it is, the questions, and of each
 * how often which choice. As answers_of() in SQL says it, in the same order: a recount tells when the two differ.
 * @returns null where there is nothing that could be handed over: the trigger works it out then
 */
export function handAnswers(sessionId: string, responses: Readonly<Record<string, string>>): string | null {
  const counted = Object.entries(responses)
    .filter(([, choice]) => CHOICES.includes(choice))
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const questions = counted.map(([question]) => question)
  if (counted.length === 0 || !questions.every((question) => /^\w+$/.test(question))) return null
  const counts = counted.flatMap(([, chosen]) => CHOICES.map((choice) => (choice === chosen ? 1 : 0)))
  return `${sessionId};${questions.join()};{${counts.join()}}`
}
