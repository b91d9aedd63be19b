import type { PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES, PRIVACY_LINKS_PER_ADDRESS } from '#app/domain/limits.ts'
import type { PrivacyAction } from '#app/domain/privacy/action.ts'
import { privacyNotice } from '#app/domain/privacy/notice-records.ts'
import { RETENTION_CATALOGUE } from '#app/domain/privacy/catalogue/retention-catalogue.ts'
import type { ErasureReceipt } from '#app/services/privacy/show-receipt.server.ts'

/** All that the page on privacy shows. */
export function privacyView(
  retentionDays: number,
  state: {
    email?: string
    action?: PrivacyAction
    error?: string
    /** whether this browser has anything to forget */
    known?: boolean
    message?: PrivacyPageProps['message']
  } = {},
): PrivacyPageProps {
  const { email, action = 'export', error, known = false, message = null } = state
  return {
    records: privacyNotice(RETENTION_CATALOGUE, retentionDays),
    retentionDays,
    form: { email, action, error },
    known,
    message,
  }
}

const SAME_FOR_ALL =
  'This page says the same whether or not we hold anything about the address, and whoever asks.'

export const MESSAGES = {
  sent: {
    tone: 'success',
    title: 'Check your inbox',
    texts: [
      `If the address is correct, we send it an e-mail with a link: usually within a minute, at busy times within a few hours. The link can be used once, within ${inWords(LIFETIMES.privacyLink)} from now.`,
      SAME_FOR_ALL,
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
      `We send at most ${PRIVACY_LINKS_PER_ADDRESS.times} of these e-mails to one address within ${inWords(PRIVACY_LINKS_PER_ADDRESS.seconds)}, and this one has had them. Use the latest link, or ask again tomorrow.`,
      SAME_FOR_ALL,
    ],
  },
  withdrawn: {
    tone: 'success',
    title: 'Your consent has been withdrawn',
    texts: [
      'We will send you nothing more and pass on nothing about you. If you agree again one day, that will be a new consent.',
    ],
  },
  forgotten: {
    tone: 'success',
    title: 'This browser has been forgotten',
    texts: [
      'No page shows your answers, results or contact details here any more. The links in our e-mails go on. Close the other tabs of this site, which may still show what they showed before.',
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

/** The receipt of an erasure: a number and a state, and nothing about whom it was for. */
export function receiptMessage(receipt: ErasureReceipt): NonNullable<PrivacyPageProps['message']> {
  const day = receipt.erasedAt.toISOString().slice(0, 16).replace('T', ' ')
  return {
    tone: receipt.status === 'dead' ? 'warning' : 'success',
    title: receipt.status === 'completed' ? 'Your data has been erased' : 'Your data has been erased here',
    texts: [
      `Here: done on ${day} UTC.`,
      IN_HUBSPOT[receipt.status],
      `Receipt ${receipt.id}. Keep this page’s address if you want to look again.`,
    ],
  }
}
