import type { ScorecardSource } from '#app/domain/quiz/content-types.ts'
import { scorecard as aiReadiness } from './ai-readiness/scorecard.ts'
import { words as aiReadinessDe } from './ai-readiness/de/index.ts'
import { words as aiReadinessEn } from './ai-readiness/en/index.ts'
import { scorecard as quickCheck } from './quick-check/scorecard.ts'
import { words as quickCheckDe } from './quick-check/de/index.ts'
import { words as quickCheckEn } from './quick-check/en/index.ts'

/** The default first. */
export const PUBLISHED: readonly ScorecardSource[] = [
  { scorecard: aiReadiness, words: { en: aiReadinessEn, de: aiReadinessDe } },
  { scorecard: quickCheck, words: { en: quickCheckEn, de: quickCheckDe } },
]
