import type { Language } from '#app/domain/language/languages.ts'
import { messagesFor } from '#app/words/messages.ts'
import { Action, MailLayout, Paragraph } from './mail-layout.tsx'
import { type MailSender, type RenderedMail, renderHtml, renderText, textFooter } from './rendered-mail.ts'

export interface AlertMailData {
  over: boolean
  problem: string
  meaning: string
  /** what to type first */
  see: string | null
  healthUrl: string
}

/** Operators read English, as in the documents that it names. */
const LANGUAGE: Language = 'en'

const REASON = 'You are receiving this e-mail because ALERT_EMAIL names this address.'
const LABEL = 'See /health'

export function alertMail(
  { over, problem, meaning, see, healthUrl }: AlertMailData,
  sender: MailSender,
): RenderedMail {
  const subject = over ? `Over: ${problem}` : `Alert: ${problem}`
  const texts = over
    ? [`${meaning}: this is over, and nothing has to be done any more.`]
    : [
        `${meaning}.`,
        see === null ? '' : `Type first: ${see}`,
        'What it means and what to do is in docs/operations/alerts.md.',
      ]
  return {
    subject,
    html: renderHtml(
      <MailLayout
        language={LANGUAGE}
        title={subject}
        preheader={texts[0] ?? subject}
        reason={REASON}
        sender={sender}
      >
        {texts.filter(Boolean).map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
        <Action href={healthUrl} label={LABEL} orOpen={messagesFor(LANGUAGE).mail.orOpen} />
      </MailLayout>,
      sender,
    ),
    text: renderText([subject, ...texts, `${LABEL}:\n${healthUrl}`, textFooter(sender, REASON, LANGUAGE)]),
  }
}
