import type { AppLoadContext } from '@remix-run/cloudflare'
import type { HeldStartProps } from '#app/components/held-start.tsx'
import type { StartChallengeProps } from '#app/components/start-challenge.tsx'
import { CHALLENGE, TURNSTILE_ACTION } from '#app/domain/limits.ts'
import { CONTINUATION, WITHOUT_COOKIES } from '#app/web/continuation.server.ts'
import type { StepView } from '#app/routes/assessment.step.$step/step-view.server.ts'
import type { CampaignRules } from '#app/domain/visit/campaign.ts'
import type { TrafficKind } from '#app/domain/visit/traffic.ts'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { type ChallengeOutcome, offerChallenge } from '#app/services/assessment/start-challenge.server.ts'

/** What stands between a person and the first step. */
export type StartView =
  | { kind: 'step'; view: StepView }
  | { kind: 'held'; props: HeldStartProps }
  | { kind: 'challenge'; props: StartChallengeProps }

/** Where the visitor came from: the landing page passes it on, since the post's own referrer is that page. */
export function readReferrer(
  fields: Readonly<Record<string, string>>,
  request: Request,
  rules: CampaignRules,
): string | null {
  return fields.referrer ?? cleanReferrer(request.headers.get('Referer'), request.url, rules)
}

/** What the start page's form carries, for the next post of it. */
export interface Carried {
  referrer: string | null
  /** see app/web/start-variant.server.ts */
  variant: string | null
  traffic: TrafficKind
  /** see app/web/hubspot-utk.server.ts */
  hutk: string | null
  /** The browser keeps no cookie: see app/web/continuation.server.ts. */
  withoutCookies: boolean
  /** the key of the link to what the result will be compared with */
  again?: string | null
  /** the token of a team's link */
  team?: string | null
}

const passedOn = ({ referrer, variant, traffic, hutk, withoutCookies, again, team }: Carried) => ({
  referrer: referrer ?? '',
  ...(variant !== null && { variant }),
  traffic,
  ...(hutk !== null && { hutk }),
  ...(withoutCookies && { [CONTINUATION]: WITHOUT_COOKIES }),
  ...(again && { again }),
  ...(team && { team }),
})

export function heldView(fields: Readonly<Record<string, string>>, carried: Carried): StartView {
  return {
    kind: 'held',
    props: { again: fields.held !== undefined, hiddenFields: passedOn(carried) },
  }
}

/** A page with a proof of work; and, unless Cloudflare has just not answered, with its widget where that is configured. */
export async function challengeView(
  context: AppLoadContext,
  asked: Carried & {
    ipAddress: string | null
    proof: ChallengeOutcome
    retryAfterSeconds: number
  },
): Promise<StartView> {
  const { TURNSTILE_SITE_KEY: sitekey, TURNSTILE_BASE_URL: baseUrl, ...config } = context.config
  const { ipAddress, proof, retryAfterSeconds } = asked
  const challenge = await offerChallenge({
    secrets: config.SESSION_SECRETS,
    hashSecret: config.IP_HASH_SECRET[0]!,
    ipAddress,
    now: context.now,
  })
  const offersWidget = sitekey !== undefined && proof.kind !== 'turnstile_unavailable'
  context.showsTurnstile = offersWidget
  return {
    kind: 'challenge',
    props: {
      challenge,
      hashes: CHALLENGE.hashes,
      ...(offersWidget && {
        turnstile: {
          sitekey,
          script: new URL('/turnstile/v0/api.js', baseUrl).href,
          action: TURNSTILE_ACTION,
        },
      }),
      again: proof.kind === 'passed' || proof.kind === 'refused',
      retryAfterSeconds,
      hiddenFields: passedOn(asked),
    },
  }
}
