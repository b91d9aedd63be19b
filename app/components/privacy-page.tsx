import { ErrorSummary } from './error-summary.tsx'
import { ForgetBrowser } from './forget-browser.tsx'
import { Notice } from './notice.tsx'
import type { NoticeRecord, NoticeSection, UnsaidSetting } from '#app/domain/privacy/notice-facts.ts'
import { useMessages } from './mount.tsx'
import { NoticeFolds, NoticeOpening, PrivacySummary } from './privacy-notice.tsx'
import { UnsaidSettings } from './unsaid-settings.tsx'
import { WithdrawConsent } from './withdraw-consent.tsx'
import { PrivacyRequestForm, type PrivacyRequestFormProps } from './privacy-request-form.tsx'

export interface PrivacyPageProps {
  sections: readonly NoticeSection[]
  records: readonly NoticeRecord[]
  retentionDays: number
  crmName: string
  /** what the configuration lacks; empty for everybody but its developers */
  unsaid: readonly UnsaidSetting[]
  form: PrivacyRequestFormProps
  /** This browser has agreed to something, and may withdraw it at once. */
  mayWithdraw: boolean
  /** Whether this browser has anything to forget. */
  known: boolean
  /** What has just happened, or how far an erasure has come. */
  message: { tone: 'info' | 'success' | 'warning'; title: string; texts: readonly string[] } | null
}

export function PrivacyPage(props: PrivacyPageProps) {
  const { sections, records, retentionDays, crmName, unsaid, form, known, message, mayWithdraw } = props
  const { layout } = useMessages()
  return (
    <div className="privacy">
      <h1>{layout.privacy}</h1>
      <ErrorSummary errors={form.error ? [{ targetId: 'email', message: form.error }] : []} />
      {message && (
        <Notice tone={message.tone} title={message.title}>
          {message.texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      <UnsaidSettings settings={unsaid} />
      <PrivacySummary retentionDays={retentionDays} crmName={crmName} />
      {mayWithdraw && <WithdrawConsent />}
      <PrivacyRequestForm {...form} />
      {known && <ForgetBrowser />}
      <NoticeOpening sections={sections} />
      <NoticeFolds sections={sections} records={records} />
    </div>
  )
}
