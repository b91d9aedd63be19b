import type { Language } from '#app/domain/language/languages.ts'
import type { PrivacyKind } from '#app/domain/privacy/action.ts'
import { messagesFor } from '#app/words/messages.ts'
import { Action, MailLayout, Paragraph } from './mail-layout.tsx'
import { type MailSender, type RenderedMail, renderHtml, renderText, textFooter } from './rendered-mail.ts'

export interface PrivacyMailData {
  request: PrivacyKind
  confirmUrl: string
  /** Hours until the link stops working. */
  validHours: number
}

export function privacyMail(data: PrivacyMailData, sender: MailSender, language: Language): RenderedMail {
  const { mail } = messagesFor(language)
  const { requests, reason, stranger, ...words } = mail.privacy
  const { title, body, open } = requests[data.request]
  const lifetime = words.lifetime(data.validHours)
  return {
    subject: title,
    html: renderHtml(
      <MailLayout language={language} title={title} preheader={body} reason={reason} sender={sender}>
        <Paragraph>{body}</Paragraph>
        <Paragraph>{lifetime}</Paragraph>
        <Action href={data.confirmUrl} label={open} orOpen={mail.orOpen} />
        <Paragraph>{stranger}</Paragraph>
      </MailLayout>,
      sender,
    ),
    text: renderText([
      title,
      body,
      lifetime,
      `${open}:\n${data.confirmUrl}`,
      stranger,
      textFooter(sender, reason, language),
    ]),
  }
}
