import { CRM_NAMES } from '#app/domain/crm-id.ts'
import type { PrivacyPageProps } from '#app/components/privacy-page.tsx'
import type { Language } from '#app/domain/language/languages.ts'
import type { PrivacyAction } from '#app/domain/privacy/action.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { listUnsaid, noticeFacts } from '#app/platform/company-settings.server.ts'
import type { Config } from '#app/platform/config.server.ts'
import { composeNotice } from '#app/services/privacy/compose-notice.server.ts'
import { privacyNotice } from '#app/services/privacy/notice-records.server.ts'
import type { ErasureReceipt, Receipt, WithdrawalReceipt } from '#app/services/privacy/show-receipt.server.ts'
import { describeWithdrawal } from '#app/words/describe-withdrawal.ts'
import { messagesFor } from '#app/words/messages.ts'

/** All that the page on privacy shows. */
export function privacyView(
  config: Config,
  language: Language,
  state: {
    email?: string
    action?: PrivacyAction
    error?: string
    /** whether this browser has anything to forget */
    known?: boolean
    message?: PrivacyPageProps['message']
    mayWithdraw?: boolean
  } = {},
): PrivacyPageProps {
  const { email, action = 'export', error, known = false, message = null, mayWithdraw = false } = state
  const facts = noticeFacts(config)
  const { retentionDays } = facts
  const words = messagesFor(language)
  return {
    sections: composeNotice(facts, words),
    records: privacyNotice(RETENTION_CATALOGUE, retentionDays, words.records),
    retentionDays,
    crmName: CRM_NAMES[facts.crm],
    unsaid: isDeveloped(config) ? listUnsaid(config) : [],
    form: { email, action, error },
    known,
    message,
    mayWithdraw,
  }
}

/** Whether the site is on the machine of whoever develops it or sets it up. */
function isDeveloped({ SITE_URL }: Pick<Config, 'SITE_URL'>): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(SITE_URL).hostname)
}

type Message = NonNullable<PrivacyPageProps['message']>

const TONES = {
  sent: 'success',
  delayed: 'warning',
  withdrawn: 'success',
  forgotten: 'success',
  unknownReceipt: 'warning',
} as const

export function pageMessage(name: keyof typeof TONES, language: Language): Message {
  return { tone: TONES[name], ...messagesFor(language).privacy.messages[name] }
}

/** A number and a state, and nothing about whom it was for. */
export function receiptMessage(receipt: Receipt, language: Language): Message {
  return receipt.about === 'erasure'
    ? erasureMessage(receipt.erasure, language)
    : withdrawalMessage(receipt.withdrawal, language)
}

/** What one browser has withdrawn for several addresses, in one message. */
export function receiptsMessage(
  [first, ...others]: readonly [Receipt, ...Receipt[]],
  language: Language,
): Message {
  const message = receiptMessage(first, language)
  return {
    ...message,
    texts: [...message.texts, ...others.flatMap((receipt) => receiptMessage(receipt, language).texts)],
  }
}

function withdrawalMessage(receipt: WithdrawalReceipt, language: Language): Message {
  const { format, privacy } = messagesFor(language)
  const { receipt: words, withdrawal } = privacy
  return {
    tone: receipt.status === 'dead' ? 'warning' : 'success',
    title: words.withdrawn,
    texts: [
      words.hereWithdrawn(format.minute(receipt.markedAt)),
      ...describeWithdrawal(receipt, withdrawal),
      words.keep(receipt.id),
    ],
  }
}

function erasureMessage(receipt: ErasureReceipt, language: Language): Message {
  const { format, privacy } = messagesFor(language)
  const { receipt: words } = privacy
  // Whether another address is somebody else's contact is not for whoever typed it to know.
  const status = receipt.unfinished === 'other_contact' ? 'completed' : receipt.status
  return {
    tone: status === 'dead' ? 'warning' : 'success',
    title: status === 'completed' ? words.erased : words.erasedHere,
    texts: [
      words.hereErased(format.minute(receipt.erasedAt)),
      receipt.unfinished === 'nothing_found' ? words.nothingFound : words.inHubspot[status],
      words.keep(receipt.id),
    ],
  }
}
