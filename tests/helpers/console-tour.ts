import type { Page } from 'playwright-core'
import { OPS_TOKENS } from './operator.ts'

/** Every page of the console, by its address behind /ops; the last is of a lead of the seed. */
export const CONSOLE_PAGES = [
  '',
  '/funnel',
  '/results',
  '/leads',
  '/hubspot',
  '/mail',
  '/webhooks',
  '/privacy',
  '/record',
  '/leads/seed-assessment-01',
]

export async function signInToConsole(page: Page): Promise<void> {
  await page.goto('/ops')
  await page.getByLabel('Token').fill(OPS_TOKENS.owner)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
}
