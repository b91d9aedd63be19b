/** How much a scorecard may ask: what the pages, the funnel and an address of a step have room for. */
export const CONTENT_LIMITS = {
  areas: { least: 2, most: 8 },
  questionsOfArea: { least: 1, most: 8 },
  questions: { least: 4, most: 40 },
  categories: { least: 2, most: 5 },
} as const
