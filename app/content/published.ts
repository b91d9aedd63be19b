import type { PublishedScorecard, ScorecardSource } from '#app/domain/quiz/content-types.ts'
import aiReadiness2026_11 from './ai-readiness/versions/2026-11.json'
import quickCheck2026_11 from './quick-check/versions/2026-11.json'

/** Made by `npm run content:publish` and `npm run content:preview` of the folders beside it: edit those. The default first. */
export const PUBLISHED: readonly PublishedScorecard[] = [
  { slug: 'ai-readiness', versions: [aiReadiness2026_11 as ScorecardSource] },
  { slug: 'quick-check', versions: [quickCheck2026_11 as ScorecardSource] },
]
