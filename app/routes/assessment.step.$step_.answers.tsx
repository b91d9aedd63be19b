import { type ActionFunctionArgs, json } from '@remix-run/cloudflare'
import { parseStepAnswers } from '#app/domain/quiz/answers.ts'
import { findAreaByStep, readStep } from '#app/domain/quiz/quiz.ts'
import { isOutdated, quizOfForm } from '#app/web/quiz.server.ts'
import { mountedPath } from '#app/domain/visit/mount.ts'
import { textFields } from '#app/web/forms.server.ts'
import { retryAfter } from '#app/web/retry-later.server.ts'
import { orUnavailable } from '#app/web/unavailable.server.ts'
import { findNamedSession, sessionKey, stepPath } from '#app/web/session-key.server.ts'
import { otherSessions } from '#app/web/visitor-cookie.server.ts'
import { identifyVisitor } from '#app/web/visitor.server.ts'
import { countSave } from '#app/services/assessment/request-counters.server.ts'
import { saveStep } from '#app/services/assessment/save-step.server.ts'

/** There is nothing to read here. */
export const loader = () => json({ saved: false }, { status: 405, headers: { Allow: 'POST' } })

/**
 * Where the browser script saves answers as they are given: any of the step's questions, none required. All of them
 * complete the step, and `next` is the address of the one that is open then. It answers in JSON, which a page's own
 * route cannot do without React in the browser.
 */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const step = readStep(params.step)
  if (step === null) return json({ saved: false }, { status: 404 })
  const { config } = context
  const { SESSION_SECRETS: secrets } = config
  const { scorecard } = context.mount
  const visitor = await identifyVisitor(request, secrets, context.now, scorecard)
  const { remembered, tampered, ipAddress } = visitor
  if (remembered.sessions.length === 0)
    return json({ saved: false, expired: true }, { status: tampered ? 400 : 410 })
  const fields = await textFields(request)
  const sessionId = await findNamedSession(
    config.IP_HASH_SECRET,
    remembered.sessions,
    fields.assessment,
    visitor.sessionId,
  )
  // Sending the form shows why.
  if (sessionId === null) return json({ saved: false }, { status: 409 })
  const quiz = quizOfForm(fields, context.mount)
  if (isOutdated(fields, quiz)) return json({ saved: false }, { status: 409 })
  const area = findAreaByStep(quiz, step)
  if (!area) return json({ saved: false }, { status: 404 })
  const { answers, errors } = parseStepAnswers(quiz, step, fields, { partial: true })
  if (Object.keys(errors).length > 0) return json({ saved: false, errors }, { status: 422 })

  // The last step is completed by its form alone, which makes the assessment.
  const stepCompleted =
    step < quiz.areas.length && area.questions.every(({ id }) => Object.hasOwn(answers, id))
  const counters = await countSave({ hashSecret: config.IP_HASH_SECRET[0]!, ipAddress }, sessionId)
  const outcome = await orUnavailable(context.log, 'save_failed', () =>
    saveStep(
      context.db,
      sessionId,
      { step, responses: answers, stepCompleted, language: context.mount.language },
      context.now,
      counters,
    ),
  )
  switch (outcome.kind) {
    case 'saved': {
      // A page is about the browser's newest assessment of its scorecard: of another one, only the form leads on.
      const leadsOn = sessionId === visitor.sessionId && step < quiz.areas.length
      const key =
        otherSessions(remembered, sessionId).length > 0
          ? await sessionKey(config.IP_HASH_SECRET[0]!, sessionId)
          : null
      const next =
        leadsOn && outcome.session.currentStep >= step
          ? mountedPath(context.mount, stepPath(step + 1, key))
          : undefined
      return json({ saved: true, next })
    }
    case 'ahead':
      return json({ saved: false }, { status: 409 })
    case 'completed': {
      // Another tab has finished it: the script leads there.
      const results = mountedPath(context.mount, `/assessment/results/${outcome.assessmentId}`)
      return json({ saved: false, results }, { status: 409 })
    }
    case 'moved':
    case 'superseded':
      return json({ saved: false, moved: true }, { status: 409 })
    case 'expired':
      return json({ saved: false, expired: true }, { status: 410 })
    case 'limited':
      return json({ saved: false }, { status: 429, headers: retryAfter(outcome.retryAfterSeconds) })
    case 'unavailable':
      return json({ saved: false }, { status: 503 })
  }
}
