import { CRM_NAMES } from '#app/domain/crm-id.ts'
import type { PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { PrivacyAction } from '#app/domain/privacy/action.ts'
import { privacyNotice } from '#app/domain/privacy/notice-records.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import { composeNotice } from '#app/domain/privacy/notice/sections.ts'
import { describeWithdrawal } from '#app/domain/privacy/withdrawal-words.ts'
import { listUnsaid, noticeFacts } from '#app/platform/company-settings.server.ts'
import type { Config } from '#app/platform/config.server.ts'
import type { ErasureReceipt, Receipt, WithdrawalReceipt } from '#app/services/privacy/show-receipt.server.ts'

/** All that the page on privacy shows. */
export function privacyView(
  config: Config,
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
  return {
    sections: composeNotice(facts),
    records: privacyNotice(RETENTION_CATALOGUE, retentionDays),
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

const SAME_FOR_ALL =
  'This page says the same whether or not we hold anything about the address, and whoever asks.'

export const MESSAGES = {
  sent: {
    tone: 'success',
    title: 'Check your inbox',
    texts: [
      `If the address is correct, we send it an e-mail with a link: usually within a minute, at busy times within a few hours. The link works for ${inWords(LIFETIMES.privacyLink)} from now.`,
      SAME_FOR_ALL,
      'If none comes, for instance because your mailbox has refused our e-mails before, write to us: “Who is responsible” below says where.',
    ],
  },
  delayed: {
    tone: 'warning',
    title: 'Your link will be sent later',
    texts: [
      `We cannot send e-mails at the moment. If the address is correct, we send it a link as soon as we can. If it has not come within ${inWords(LIFETIMES.privacyLink)}, please ask again.`,
      SAME_FOR_ALL,
    ],
  },
  addressFull: {
    tone: 'warning',
    title: 'No link was sent',
    texts: [
      `We send only a few of these e-mails to one address in a day, and those that were asked for from here have gone. The links in them work for ${inWords(LIFETIMES.privacyLink)}: look for the latest in the inbox, or ask again tomorrow.`,
      SAME_FOR_ALL,
    ],
  },
  withdrawn: {
    tone: 'success',
    title: 'There is nothing any more that this browser has agreed to',
    texts: [
      'Nothing is sent to you because of it, and nothing is passed on. If you agree again one day, that will be a new consent.',
      'What we removed here after its time may still be in our customer database: use the form on this page with your address, and it is told of your withdrawal as well.',
    ],
  },
  forgotten: {
    tone: 'success',
    title: 'This browser has been forgotten',
    texts: [
      'No page shows your answers, results or contact details here any more. The links in our e-mails go on, and so does one that you keep to compare with. Close the other tabs of this site, which may still show what they showed before.',
    ],
  },
  unknownReceipt: {
    tone: 'warning',
    title: 'We could not find that receipt',
    texts: [`Check the number. Receipts are kept for ${inWords(LIFETIMES.retentionLog)}.`],
  },
} satisfies Record<string, NonNullable<PrivacyPageProps['message']>>

const IN_HUBSPOT: Record<ErasureReceipt['status'], string> = {
  pending:
    'In our customer database, the erasure is under way, and we keep trying until it is done. This page shows its progress.',
  completed: 'In our customer database: done.',
  dead: 'In our customer database, the erasure could not be completed automatically. Please write to us with the number of this receipt.',
}

const NOTHING_FOUND =
  'In our customer database, we no longer found the record that we had put there. Somebody has to look whether it is kept there under another name: until then this erasure is not done. You can write to us with the number of this receipt.'

type Message = NonNullable<PrivacyPageProps['message']>

/** A number and a state, and nothing about whom it was for. */
export function receiptMessage(receipt: Receipt): Message {
  return receipt.about === 'erasure' ? erasureMessage(receipt.erasure) : withdrawalMessage(receipt.withdrawal)
}

/** What one browser has withdrawn for several addresses, in one message. */
export function receiptsMessage([first, ...others]: readonly [Receipt, ...Receipt[]]): Message {
  const message = receiptMessage(first)
  return {
    ...message,
    texts: [...message.texts, ...others.flatMap((receipt) => receiptMessage(receipt).texts)],
  }
}

const minuteOf = (time: Date) => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`

function withdrawalMessage(receipt: WithdrawalReceipt): Message {
  return {
    tone: receipt.status === 'dead' ? 'warning' : 'success',
    title: 'Your consent has been withdrawn',
    texts: [
      `Here: done on ${minuteOf(receipt.markedAt)}. Nothing more is sent to you, and nothing is passed on. If you agree again one day, that is a new consent.`,
      ...describeWithdrawal(receipt),
      keepReceipt(receipt.id),
    ],
  }
}

const keepReceipt = (id: string) => `Receipt ${id}. Keep this page’s address if you want to look again.`

function erasureMessage(receipt: ErasureReceipt): Message {
  return {
    tone: receipt.status === 'dead' ? 'warning' : 'success',
    title: receipt.status === 'completed' ? 'Your data has been erased' : 'Your data has been erased here',
    texts: [
      `Here: done on ${minuteOf(receipt.erasedAt)}.`,
      receipt.unfinished === 'nothing_found' ? NOTHING_FOUND : IN_HUBSPOT[receipt.status],
      keepReceipt(receipt.id),
    ],
  }
}
