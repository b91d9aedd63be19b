import type { Page } from 'playwright-core'
import type { PrismaClient } from '#app/data/database.server.ts'
import { CONSOLE_PAGES } from '#app/services/console/pages.server.ts'
import { seed } from '#prisma/seed.ts'
import { addCountedVisits } from './counted-visits.ts'
import { EXPERIMENT } from './experiments.ts'
import { OPS_TOKENS } from './operator.ts'

/** What a page about one thing is shown about. */
const ABOUT: Record<string, string> = { 'leads/': 'seed-assessment-01', 'experiments/': EXPERIMENT.id }

/** Every page of the console, by what stands behind /ops/. */
export const CONSOLE_TOUR = CONSOLE_PAGES.map(({ name }) => `${name}${ABOUT[name] ?? ''}`)

export const consolePath = (name: string) => (name === '' ? '/ops' : `/ops/${name}`)

/** Gives each page of the tour something to show. */
export async function fillConsole(db: PrismaClient): Promise<void> {
  await seed(db)
  await addCountedVisits(db)
}

export async function signInToConsole(page: Page): Promise<void> {
  await page.goto('/ops')
  await page.getByLabel('Token').fill(OPS_TOKENS.owner)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
}
