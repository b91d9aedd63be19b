export interface LandingTexts {
  headline: string
  lead: string
  startLabel: string
}

/** Never use a past test's id again: it would mix statistics. */
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

/** Each is as likely as the others. Throws RangeError for a number that is no byte. */
export function variantFromByte(byte: number): AbVariant {
  if (!Number.isInteger(byte) || byte < 0 || byte > 255) {
    throw new RangeError(`A byte is a whole number from 0 to 255, not ${byte}`)
  }
  return AB_VARIANTS[Math.floor((byte * AB_VARIANTS.length) / 256)]!
}

/** The variant seen before stays for as long as its test runs: the first of `seen` that does. */
export function stickyVariant(seen: readonly unknown[], draw: () => AbVariant): AbVariant {
  const known = seen.flatMap((id) => AB_VARIANTS.find((variant) => variant === id) ?? [])
  return known[0] ?? draw()
}

/** The control's for an id whose test is over. */
export function landingTexts(variant: string): LandingTexts {
  return VARIANTS[AB_VARIANTS.find((id) => id === variant) ?? 'control']
}
