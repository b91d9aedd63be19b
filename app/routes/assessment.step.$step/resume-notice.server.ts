import type { AppLoadContext } from '@remix-run/cloudflare'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { EmailState } from '#app/domain/mail/email-state.ts'
import { type Messages, messagesFor } from '#app/words/messages.ts'
import { readResumeState } from '#app/services/assessment/request-resume-link.server.ts'
import type { StepView } from './step-view.server.ts'

/** What has become of the link that somebody has just asked for: promises what the stored e-mail says, and no more. */
export async function resumeNotice(
  { db, mount }: AppLoadContext,
  sessionId: string,
): Promise<StepView['notice']> {
  const state = await readResumeState(db, sessionId)
  return state && noticeOf(state, messagesFor(mount.language).notices.resume)
}

function noticeOf(state: EmailState, t: Messages['notices']['resume']): StepView['notice'] {
  const kept = t.kept(LIFETIMES.session)
  switch (state) {
    case 'waiting':
      return { tone: 'success', title: t.waiting, text: kept }
    case 'sent':
      return { tone: 'success', title: t.sent, text: kept }
    case 'delayed':
      return { title: t.delayed, text: `${t.delayedText} ${kept}` }
    case 'failed':
      return { title: t.failed, text: t.failedText }
  }
}
