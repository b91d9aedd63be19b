/** The landing page's texts in one variant of the running test. */
export interface LandingTexts {
  headline: string
  lead: string
  startLabel: string
}

/** By the id that is stored in `abTestVariant`. Ids of past tests are not used again, or statistics would mix. */
const VARIANTS = {
  control: {
    headline: 'How ready is your AI, really?',
    lead: 'Answer 16 questions in ten minutes. Get a score from 0 to 100, a breakdown in four areas, and what to do next.',
    startLabel: 'Start the assessment',
  },
  proof: {
    headline: 'Could you prove that your AI pays off and is safe?',
    lead: 'Sixteen questions on value, customer safety, compliance and governance. Ten minutes, one honest score, and the gaps that cost you most.',
    startLabel: 'Get my score',
  },
} as const satisfies Record<string, LandingTexts>

export type AbVariant = keyof typeof VARIANTS
export const AB_VARIANTS = Object.keys(VARIANTS) as AbVariant[]

/**
 * Draws a variant, each as likely as the others.
 * @param randomByte whole number from 0 to 255, from a cryptographic source
 * @throws RangeError for any other number
 */
export function variantFromByte(randomByte: number): AbVariant {
  if (!Number.isInteger(randomByte) || randomByte < 0 || randomByte > 255) {
    throw new RangeError(`A random byte is a whole number from 0 to 255, not ${randomByte}`)
  }
  return AB_VARIANTS[Math.floor((randomByte * AB_VARIANTS.length) / 256)]!
}

/**
 * The variant of a visitor: the one seen before as long as its test runs, else a new one.
 * @param seen id from the visitor's cookie or session
 */
export function stickyVariant(seen: string | null | undefined, randomByte: number): AbVariant {
  return AB_VARIANTS.find((variant) => variant === seen) ?? variantFromByte(randomByte)
}

/** The texts of a variant; of the control for an id whose test is over. */
export function landingTexts(variant: string): LandingTexts {
  return VARIANTS[AB_VARIANTS.find((id) => id === variant) ?? 'control']
}
