import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Site } from './site.ts'

/** What a step says once its answers are stored. */
export const SAVED = 'Saved'

/** What a step says of its answers. */
export const status = (page: Page) => expect.poll(() => page.locator('[data-save-status]').innerText())

export const choose = (page: Page, id: string) => page.locator(`#${id}`).check()

/** The answers of the newest session as the database holds them. */
export async function storedAnswers({ worker }: Site): Promise<unknown> {
  const session = await worker.db.assessmentSession.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  return session.responses
}
