import type { PrivacyPageProps } from '#app/components/privacy-page.tsx'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { PrivacyAction } from '#app/domain/privacy/action.ts'
import { privacyNotice } from '#app/domain/privacy/notice.ts'
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
      `If the address is right, an e-mail with a link is on its way to it. The link works once, for ${inWords(LIFETIMES.privacyLink)}.`,
      'It looks the same here whether or not we hold anything on the address. One address gets a few of these e-mails a day at most.',
    ],
  },
  withdrawn: {
    tone: 'success',
    title: 'Your consent is withdrawn',
    texts: [
      'We send you nothing more and pass nothing on. Should you agree again one day, that is a new consent.',
    ],
  },
  unknownReceipt: {
    tone: 'warning',
    title: 'There is no such receipt',
    texts: [`Check the number. Receipts are kept for ${inWords(LIFETIMES.retentionLog)}.`],
  },
} satisfies Record<string, NonNullable<PrivacyPageProps['message']>>

const IN_HUBSPOT: Record<ErasureReceipt['hubspotStatus'], string> = {
  pending:
    'In our customer database it is under way; it is tried until it is done. This page shows how far it has come.',
  completed: 'In our customer database: done.',
  failed:
    'In our customer database it could not be completed by itself. Write to us and give the number of the receipt.',
}

/** The receipt of an erasure: a number and a state, and nothing about whom it was for. */
export function receiptMessage(receipt: ErasureReceipt): NonNullable<PrivacyPageProps['message']> {
  const day = receipt.erasedAt.toISOString().slice(0, 16).replace('T', ' ')
  return {
    tone: receipt.hubspotStatus === 'failed' ? 'warning' : 'success',
    title: receipt.hubspotStatus === 'completed' ? 'Your data is erased' : 'Your data is erased here',
    texts: [
      `Here: done on ${day} UTC.`,
      IN_HUBSPOT[receipt.hubspotStatus],
      `Receipt ${receipt.id}. Keep this page’s address if you want to look again.`,
    ],
  }
}
