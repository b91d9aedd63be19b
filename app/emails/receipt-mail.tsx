import type { Language } from '#app/domain/language/languages.ts'
import { messagesFor } from '#app/words/messages.ts'
import { Action, MailLayout, Paragraph } from './mail-layout.tsx'
import { type MailSender, type RenderedMail, renderHtml, renderText, textFooter } from './rendered-mail.ts'

export interface ReceiptMailData {
  /** what happened, where and when */
  texts: readonly string[]
  receiptUrl: string
}

export function receiptMail(
  { texts, receiptUrl }: ReceiptMailData,
  sender: MailSender,
  language: Language,
): RenderedMail {
  const { mail } = messagesFor(language)
  const { title, reason, open } = mail.receipt
  return {
    subject: title,
    html: renderHtml(
      <MailLayout
        language={language}
        title={title}
        preheader={texts[0] ?? title}
        reason={reason}
        sender={sender}
      >
        {texts.map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
        <Action href={receiptUrl} label={open} orOpen={mail.orOpen} />
      </MailLayout>,
      sender,
    ),
    text: renderText([title, ...texts, `${open}:\n${receiptUrl}`, textFooter(sender, reason, language)]),
  }
}
