import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { Action, MailLayout, Paragraph } from './mail-layout.tsx'
import { type MailSender, type RenderedMail, renderHtml, renderText, textFooter } from './rendered-mail.ts'

export interface ResumeMailData {
  resumeUrl: string
  /** Steps done and in all, e.g. 2 and 4. */
  stepsDone: number
  totalSteps: number
}

const TITLE = 'Carry on with your assessment'
const REASON = 'You get this e-mail because a link to carry on was asked for with this address.'
const LIFETIME = `The link opens your answers on any device. They are kept for ${inWords(LIFETIMES.session)} after your last answer and are then deleted.`
const STRANGER = 'If you did not ask for it, you can ignore this e-mail.'

export function resumeMail(data: ResumeMailData, sender: MailSender): RenderedMail {
  const progress = progressWords(data)
  return {
    subject: TITLE,
    html: renderHtml(
      <MailLayout
        title={TITLE}
        preheader={`${progress} Your answers are waiting.`}
        reason={REASON}
        sender={sender}
      >
        <Paragraph>{progress} Your answers are waiting where you left them.</Paragraph>
        <Paragraph>{LIFETIME}</Paragraph>
        <Action href={data.resumeUrl} label="Carry on" showAddress />
        <Paragraph>{STRANGER}</Paragraph>
      </MailLayout>,
    ),
    text: renderText([
      TITLE,
      `${progress} Your answers are waiting where you left them.`,
      LIFETIME,
      `Carry on:\n${data.resumeUrl}`,
      STRANGER,
      textFooter(sender, REASON),
    ]),
  }
}

function progressWords({ stepsDone, totalSteps }: ResumeMailData): string {
  if (stepsDone === 0) return 'You have begun the AI readiness assessment.'
  return `You have done ${stepsDone} of ${totalSteps} steps.`
}
