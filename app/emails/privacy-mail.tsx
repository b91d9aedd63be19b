import type { PrivacyKind } from '#app/domain/privacy/action.ts'
import { Action, MailLayout, Paragraph } from './mail-layout.tsx'
import { type MailSender, type RenderedMail, renderHtml, renderText, textFooter } from './rendered-mail.ts'

export interface PrivacyMailData {
  request: PrivacyKind
  confirmUrl: string
  /** Hours until the link stops working. */
  validHours: number
}

const REASON = 'You get this e-mail because a request about personal data was made with this address.'
const STRANGER = 'If you did not make this request, ignore this e-mail: nothing happens without the link.'

const WORDS: Record<PrivacyKind, { title: string; body: string; label: string }> = {
  export: {
    title: 'Get a copy of your data',
    body: 'Open the link to get one file with all the personal data that we hold on this address.',
    label: 'Get my data',
  },
  erasure: {
    title: 'Confirm that we erase your data',
    body: 'Open the link and confirm, and we erase the personal data that we hold on this address. It cannot be undone.',
    label: 'Erase my data',
  },
  withdrawal: {
    title: 'Confirm that you withdraw your consent',
    body: 'Open the link and confirm, and we no longer send you e-mails or pass on your contact details.',
    label: 'Withdraw my consent',
  },
}

export function privacyMail(data: PrivacyMailData, sender: MailSender): RenderedMail {
  const { title, body, label } = WORDS[data.request]
  const lifetime = `The link works once, for ${data.validHours} hours.`
  return {
    subject: title,
    html: renderHtml(
      <MailLayout title={title} preheader={body} reason={REASON} sender={sender}>
        <Paragraph>{body}</Paragraph>
        <Paragraph>{lifetime}</Paragraph>
        <Action href={data.confirmUrl} label={label} showAddress />
        <Paragraph>{STRANGER}</Paragraph>
      </MailLayout>,
    ),
    text: renderText([
      title,
      body,
      lifetime,
      `${label}:\n${data.confirmUrl}`,
      STRANGER,
      textFooter(sender, REASON),
    ]),
  }
}
