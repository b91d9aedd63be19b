import { expect } from 'vitest'

/**
 * Asks until an answer comes without an error, for as long as vitest.config.ts lets a poll last.
 * @returns that answer
 */
export async function eventually<T>(ask: () => T | Promise<T>): Promise<T> {
  const answers: T[] = []
  await expect.poll(async () => answers.push(await ask())).toBe(1)
  return answers[0]!
}
