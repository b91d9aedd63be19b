import { ErrorSummary } from './error-summary.tsx'
import { ForgetBrowser } from './forget-browser.tsx'
import { Notice } from './notice.tsx'
import type { NoticeRecord } from '#app/domain/privacy/notice-records.ts'
import { PrivacyRecords, PrivacySummary } from './privacy-notice.tsx'
import { PrivacyRequestForm, type PrivacyRequestFormProps } from './privacy-request-form.tsx'

export interface PrivacyPageProps {
  records: readonly NoticeRecord[]
  retentionDays: number
  form: PrivacyRequestFormProps
  /** Whether this browser has anything to forget. */
  known: boolean
  /** What has just happened, or how far an erasure has come. */
  message: { tone: 'info' | 'success' | 'warning'; title: string; texts: string[] } | null
}

export function PrivacyPage({ records, retentionDays, form, known, message }: PrivacyPageProps) {
  return (
    <div className="privacy">
      <h1>Privacy and your data</h1>
      <ErrorSummary errors={form.error ? [{ targetId: 'email', message: form.error }] : []} />
      {message && (
        <Notice tone={message.tone} title={message.title}>
          {message.texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      <PrivacySummary retentionDays={retentionDays} />
      <PrivacyRequestForm {...form} />
      {known && <ForgetBrowser />}
      <PrivacyRecords records={records} />
    </div>
  )
}
