import type { AppLoadContext } from '@remix-run/cloudflare'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { EmailState } from '#app/domain/mail/email-state.ts'
import { readResumeState } from '#app/services/assessment/request-resume-link.server.ts'
import type { StepView } from './step-view.server.ts'

/** What has become of the link that somebody has just asked for: promises what the stored e-mail says, and no more. */
export async function resumeNotice(db: AppLoadContext['db'], sessionId: string): Promise<StepView['notice']> {
  const state = await readResumeState(db, sessionId)
  return state && noticeOf(state)
}

const KEPT = `It opens your answers on any device. They are kept for ${inWords(LIFETIMES.session)} after your last answer.`

function noticeOf(state: EmailState): StepView['notice'] {
  switch (state) {
    case 'waiting':
      return { tone: 'success', title: 'We are sending a link to your inbox', text: KEPT }
    case 'sent':
      return { tone: 'success', title: 'A link was sent to your inbox', text: KEPT }
    case 'delayed':
      return {
        title: 'Your link will be sent later',
        text: `It takes longer than usual at the moment. Your answers are saved: you can carry on here meanwhile. ${KEPT}`,
      }
    case 'failed':
      return {
        title: 'We could not send your link',
        text: 'Your answers are saved, and you can carry on in this browser. Check the address, or try again tomorrow: one address gets only a few e-mails in a day.',
      }
  }
}
