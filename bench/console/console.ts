import type { Figure } from '#bench/figure.ts'
import { experiments } from './experiments.ts'
import { pages } from './pages.ts'

/** What a page of the console costs after two busy years, and how often a verdict on a test is wrong. */
export async function consoleFigures(): Promise<Figure[]> {
  return [...(await pages()), ...(await experiments())]
}
