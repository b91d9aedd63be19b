import type { Page } from 'playwright-core'
import type { Choice } from '#app/domain/quiz/quiz.ts'
import { answerAll } from '#tests/factories/answers.ts'
import { NO_CONTACT, createTestAssessment } from '#tests/factories/assessments.ts'
import { type Site, takeQuiz } from './site.ts'
import { type Stop, at } from './tour-stops.ts'

/** Makes a team by its button. @returns its path */
async function askTeam(page: Page): Promise<string> {
  await takeQuiz(page, 'B')
  await page.getByRole('button', { name: 'Make a link for your team' }).click()
  return new URL((await page.locator('#team .shared-address a').textContent())!).pathname
}

/** Others who have answered, each question as its area's letter says. */
async function answerBy(page: Page, { worker }: Site, others: readonly Choice[]): Promise<void> {
  const { id: assessmentId } = await worker.db.assessment.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  const { id: teamId } = await worker.db.team.findUniqueOrThrow({ where: { assessmentId } })
  for (const [place, choice] of others.entries()) {
    const responses = answerAll('B', {
      governance_1: choice,
      customer_safe_2: place === 0 ? 'E' : 'A',
      risk_compliance_3: 'D',
    })
    await createTestAssessment(worker.db, {
      ...NO_CONTACT,
      sessionId: crypto.randomUUID(),
      responses,
      teamId,
    })
  }
  await page.getByRole('link', { name: 'Open the team’s page' }).click()
  await page.waitForURL('**/team/*')
}

export async function toComparison(page: Page, site: Site): Promise<void> {
  await askTeam(page)
  await answerBy(page, site, ['A', 'E', 'D'])
  await page.getByRole('button', { name: 'Compare now' }).click()
  await page.locator('#disputed-title').waitFor()
}

/** The pages of a leadership team, in every state that looks different. */
export const TEAMS: Record<string, Stop> = {
  'results whose owner has asked their team': { status: 200, go: async (page) => void (await askTeam(page)) },
  'a team’s invitation': {
    status: 200,
    go: async (page) => {
      const path = await askTeam(page)
      await page.context().clearCookies()
      await page.goto(path)
    },
  },
  'a team’s invitation for who has a result': {
    status: 200,
    go: async (page) => {
      const path = await askTeam(page)
      await page.context().clearCookies()
      await takeQuiz(page, 'C')
      await page.goto(path)
    },
  },
  'a team that waits': {
    status: 200,
    go: async (page, site) => {
      await askTeam(page)
      await answerBy(page, site, ['E'])
    },
  },
  'a team that may be compared': {
    status: 200,
    go: async (page, site) => {
      await askTeam(page)
      await answerBy(page, site, ['A', 'E'])
    },
  },
  'a team that is compared': { status: 200, go: toComparison },
  'a team of which somebody has left': {
    status: 200,
    go: async (page, site) => {
      await toComparison(page, site)
      await site.worker.db.teamGroup.deleteMany()
      await page.reload()
    },
  },
  'a team that there is not': at(404, '/team/nothing'),
}
