import type { Language } from '#app/domain/language/languages.ts'
import { messagesFor } from '#app/words/messages.ts'
import { Action, MailLayout, Paragraph } from './mail-layout.tsx'
import { type MailSender, type RenderedMail, renderHtml, renderText, textFooter } from './rendered-mail.ts'

export interface ResumeMailData {
  resumeUrl: string
  /** Steps done and in all, e.g. 2 and 4. */
  stepsDone: number
  totalSteps: number
}

export function resumeMail(
  { resumeUrl, stepsDone, totalSteps }: ResumeMailData,
  sender: MailSender,
  language: Language,
): RenderedMail {
  const { mail } = messagesFor(language)
  const { title, reason, lifetime, open, stranger, ...words } = mail.resume
  const progress = stepsDone === 0 ? words.begun(sender.product) : words.stepsDone(stepsDone, totalSteps)
  return {
    subject: title,
    html: renderHtml(
      <MailLayout
        language={language}
        title={title}
        preheader={`${progress} ${words.waiting}`}
        reason={reason}
        sender={sender}
      >
        <Paragraph>
          {progress} {words.waitingWhere}
        </Paragraph>
        <Paragraph>{lifetime}</Paragraph>
        <Action href={resumeUrl} label={open} orOpen={mail.orOpen} />
        <Paragraph>{stranger}</Paragraph>
      </MailLayout>,
      sender,
    ),
    text: renderText([
      title,
      `${progress} ${words.waitingWhere}`,
      lifetime,
      `${open}:\n${resumeUrl}`,
      stranger,
      textFooter(sender, reason, language),
    ]),
  }
}
