import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  json,
  redirect,
} from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Layout } from '#app/components/layout.tsx'
import { Notice } from '#app/components/notice.tsx'
import { StepForm } from '#app/components/step-form.tsx'
import { pageTitle } from '#app/components/page-title.ts'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { type Area, findAreaBySegment } from '#app/domain/quiz/quiz.ts'
import { startPage } from '#app/web/campaign.server.ts'
import { viewOfAction } from '#app/web/action-view.server.ts'
import { orServiceUnavailable } from '#app/web/unavailable.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { openStep } from '#app/services/assessment/open-step.server.ts'
import { answerPost } from './submit.server.ts'
import { type StepView, stepView } from './step-view.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { form, notice } = data
  const refused = form.errors !== undefined || (notice !== null && notice.tone !== 'success')
  return [{ title: pageTitle(`${form.title}: step ${form.step}`, { refused }) }]
}

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const shown = viewOfAction<StepView>(context)
  if (shown) return json(shown)

  const area = requireArea(params.step)
  const { sessionId, tampered } = await identifyVisitor(request, context.config.SESSION_SECRETS)
  if (tampered) throw new Response(TAMPERED, { status: 400 })
  if (!sessionId) throw redirect(startPage(request, context.config))
  const outcome = await orServiceUnavailable(context.log, 'step_failed', () =>
    openStep(context.db, sessionId, area.step),
  )
  switch (outcome.kind) {
    case 'open': {
      const { responses, email, consentAt } = outcome.session
      const notice = new URL(request.url).searchParams.has('link-sent') ? LINK_SENT : null
      const state = {
        answers: responses,
        email,
        emailStored: email !== null,
        consented: consentAt !== null,
        notice,
      }
      return json(await stepView(area, sessionId, context.config.IP_HASH_SECRET[0]!, state))
    }
    case 'ahead':
      throw redirect(`/assessment/step/${outcome.nextStep}`)
    case 'completed':
      throw redirect(`/assessment/results/${outcome.assessmentId}`)
    case 'expired':
      throw new Response(null, { status: 410 })
  }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  return answerPost(requireArea(params.step), request, context)
}

const LINK_SENT: StepView['notice'] = {
  tone: 'success',
  title: 'A link is on its way to your inbox',
  text: `It opens your answers on any device. They are kept for ${inWords(LIFETIMES.session)} after your last answer.`,
}

const TAMPERED =
  'The cookie that ties your assessment to this browser is not one of ours. Start again from the start page.'

function requireArea(step: string | undefined): Area {
  const area = findAreaBySegment(step)
  if (!area) throw new Response(null, { status: 404 })
  return area
}

export default function Step() {
  const { form, notice } = useLoaderData<typeof loader>()
  return (
    <Layout>
      {notice && (
        <Notice tone={notice.tone ?? 'warning'} title={notice.title}>
          <p>
            {notice.text} {notice.href && <a href={notice.href}>{notice.linkText}</a>}
          </p>
        </Notice>
      )}
      <StepForm {...form} />
    </Layout>
  )
}
