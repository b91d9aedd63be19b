import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { STARTS_PER_NETWORK } from '#app/domain/limits.ts'
import { stickyVariant } from '#app/domain/visit/variant.ts'
import type { CampaignRules } from '#app/domain/visit/campaign.ts'
import { cleanReferrer } from '#app/domain/visit/referrer.ts'
import { randomByte } from '#app/platform/random.server.ts'
import { campaignRules, startPage } from '#app/web/campaign.server.ts'
import { retryLater } from '#app/web/retry-later.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { rememberSession, writeVisitor } from '#app/web/visitor-cookie.server.ts'
import { startAssessment } from '#app/services/assessment/start.server.ts'

/** Somebody who opens the address itself is shown where to start. */
export const loader = ({ request, context }: LoaderFunctionArgs) =>
  redirect(startPage(request, context.config))

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData().catch(() => null)
  // The trap field is invisible to people; a program that fills it in is sent away and nothing is stored.
  if (form?.get('website')) return redirect('/')

  const rules = campaignRules(context.config)
  const secrets = context.config.SESSION_SECRETS
  const { remembered, ipAddress } = await identifyVisitor(request, secrets, context.now)
  const variant = stickyVariant(remembered.variant, randomByte())
  const outcome = await orServiceUnavailable(context.log, 'start_failed', () =>
    startAssessment(context.db, {
      ipAddress,
      userAgent: request.headers.get('User-Agent'),
      referrer: readReferrer(form, request, rules),
      url: request.url,
      campaignRules: rules,
      abTestVariant: variant,
      ipHashSecrets: context.config.IP_HASH_SECRET,
    }),
  )
  if (outcome.kind === 'too_many_starts') {
    throw retryLater(429, STARTS_PER_NETWORK.seconds)
  }
  const visitor = { ...rememberSession(remembered, outcome.sessionId), variant }
  context.log.info('assessment_started', { variant })
  return redirect('/assessment/step/1', {
    headers: { 'Set-Cookie': await writeVisitor(visitor, secrets, context.now) },
  })
}

/** Where the visitor came from: the landing page passes it on, since the post's own referrer is that page. */
function readReferrer(form: FormData | null, request: Request, rules: CampaignRules): string | null {
  const passedOn = form?.get('referrer')
  return typeof passedOn === 'string'
    ? passedOn
    : cleanReferrer(request.headers.get('Referer'), request.url, rules)
}

// Without a component this would be a resource route, whose errors skip the styled page.
export default function Start() {
  return null
}
