import { Action, MailLayout, Paragraph } from './mail-layout.tsx'
import { type MailSender, type RenderedMail, renderHtml, renderText, textFooter } from './rendered-mail.ts'

export interface ReceiptMailData {
  /** what happened, where and when */
  texts: readonly string[]
  receiptUrl: string
}

const TITLE = 'Your consent has been withdrawn'
const REASON =
  'You are receiving this e-mail because consent was withdrawn for this address. It is the only one.'
const LABEL = 'See the receipt'

export function receiptMail({ texts, receiptUrl }: ReceiptMailData, sender: MailSender): RenderedMail {
  return {
    subject: TITLE,
    html: renderHtml(
      <MailLayout title={TITLE} preheader={texts[0] ?? TITLE} reason={REASON} sender={sender}>
        {texts.map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
        <Action href={receiptUrl} label={LABEL} showAddress />
      </MailLayout>,
    ),
    text: renderText([TITLE, ...texts, `${LABEL}:\n${receiptUrl}`, textFooter(sender, REASON)]),
  }
}
