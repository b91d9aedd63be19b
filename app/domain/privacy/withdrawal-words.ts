import {
  type ItemResult,
  ITEMS_OF,
  type MarkItem,
  type MarkResults,
} from '#app/domain/hubspot/contact-mark.ts'

const ITEM_WORDS: Record<MarkItem, Partial<Record<ItemResult, string>>> = {
  subscriptions: {
    done: 'E-mail subscriptions: all ended.',
    not_permitted:
      'E-mail subscriptions: not changed, because we are not permitted to. Write to us to have it done by hand.',
    unconfirmed:
      'E-mail subscriptions: not changed, because nobody has shown yet that the address is yours. Use the link in one of our e-mails, or the form on this page.',
  },
  legalBasis: {
    done: 'Your consent as a reason to keep your record: removed.',
    not_permitted:
      'Your consent as a reason to keep your record: not changed, because we are not permitted to. Write to us to have it done by hand.',
    unconfirmed:
      'Your consent as a reason to keep your record: not changed, because nobody has shown yet that the address is yours.',
  },
  deals: {
    done: 'The sales opportunity that came from your assessment: closed.',
    noted: 'The sales opportunity that came from your assessment: marked with your withdrawal.',
    left: 'The sales opportunity that came from your assessment: our sales team has worked on it since, and it stays as they have it.',
  },
  note: {
    done: 'A note to our sales team: you are not to be contacted about the assessment.',
    by_hand: 'What we could not do by ourselves: done by hand.',
    not_permitted:
      'A note to our sales team: not written, because we are not permitted to. Write to us to have it done by hand.',
  },
}

export interface WithdrawalState {
  /** `dead`: a person has to look; `cancelled`: overtaken by a new consent */
  status: 'pending' | 'completed' | 'dead' | 'cancelled'
  results: MarkResults
}

/** Says what happened there, item by item, and nothing that did not. */
export function describeWithdrawal({ status, results }: WithdrawalState): string[] {
  switch (status) {
    case 'pending':
      return ['In our customer database, your withdrawal is under way, and we keep trying until it is done.']
    case 'dead':
      return [
        'In our customer database, we could not find your record by ourselves. Somebody has to look for it: please write to us with the number of this receipt.',
      ]
    case 'cancelled':
      return ['You have agreed again since, so that nothing was changed in our customer database.']
    case 'completed': {
      const items = ITEMS_OF.withdrawn.flatMap((item) => ITEM_WORDS[item][results[item] ?? 'nothing'] ?? [])
      if (items.length === 0) return ['In our customer database: nothing was found about you.']
      return ['In our customer database:', ...items]
    }
  }
}
