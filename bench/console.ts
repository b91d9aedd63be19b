import { experiments } from './experiments.ts'
import type { Figure } from './figure.ts'

export async function consoleFigures(): Promise<Figure[]> {
  return [...(await experiments())]
}
