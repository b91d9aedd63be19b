import { Notice } from './notice.tsx'
import { PrivacyNotice, type PrivacyNoticeProps } from './privacy-notice.tsx'
import { PrivacyRequestForm, type PrivacyRequestFormProps } from './privacy-request-form.tsx'

export interface PrivacyPageProps {
  notice: PrivacyNoticeProps
  form: PrivacyRequestFormProps
  /** What has just happened, or how far an erasure has come. */
  message: { tone: 'info' | 'success' | 'warning'; title: string; texts: string[] } | null
}

export function PrivacyPage({ notice, form, message }: PrivacyPageProps) {
  return (
    <div className="privacy">
      <h1>Privacy and your data</h1>
      {message && (
        <Notice tone={message.tone} title={message.title}>
          {message.texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      <PrivacyRequestForm {...form} />
      <PrivacyNotice {...notice} />
    </div>
  )
}
