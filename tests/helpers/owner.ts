import type { Choice } from '#app/domain/quiz/quiz.ts'
import { type Visitor, expectRedirect } from './visitor.ts'

export const OWNER = 'owner@example.com'

export const OWNER_DETAILS = {
  firstName: 'Rosalinde',
  lastName: 'Canary',
  company: 'Canary Works',
  phone: '+44 20 7946 0000',
}

/** Takes the assessment from its start and gives consent, the address and all details. @returns the path of the results */
export async function completeAsOwner(owner: Visitor, choice: Choice): Promise<string> {
  await owner.start()
  const path = await owner.complete(choice, { email: OWNER, consent: 'yes' })
  expectRedirect(await owner.post(path, OWNER_DETAILS), `${path}?saved#next-steps`)
  return path
}
