import type { PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
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
    message?: PrivacyPageProps['message']
  } = {},
): PrivacyPageProps {
  const { email, action = 'export', error, message = null } = state
  return {
    records: privacyNotice(RETENTION_CATALOGUE, retentionDays),
    retentionDays,
    form: { email, action, error },
    message,
  }
}

export const MESSAGES = {
  sent: {
    tone: 'success',
    title: 'Check your inbox',
    texts: [
      `If the address is correct, an e-mail with a link is on its way. The link can be used once, within ${inWords(LIFETIMES.privacyLink)}.`,
      'This page says the same whether or not we hold anything about the address. We send only a few of these e-mails to one address in a day.',
    ],
  },
  withdrawn: {
    tone: 'success',
    title: 'Your consent has been withdrawn',
    texts: [
      'We will send you nothing more and pass on nothing about you. If you agree again one day, that will be a new consent.',
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
