import { DAY, inWords } from '#app/domain/duration.ts'
import type { ItemResult, MarkItem } from '#app/domain/hubspot/contact-mark.ts'
import { LIFETIMES, PRIVACY_LINKS_PER_ADDRESS } from '#app/domain/limits.ts'
import type { PrivacyAction } from '#app/domain/privacy/action.ts'
import { counted } from './format.ts'

const SAME_FOR_ALL =
  'This page says the same whether or not we hold anything about the address, and whoever asks.'

export const privacy = {
  description:
    'What the assessment holds about you, for how long, and how to get a copy of it or have it erased.',
  summary: {
    title: 'In short',
    items: (retentionDays: number, crm: string) => [
      'You can take the whole assessment and see your score without telling us who you are.',
      'With your e-mail address we send you your result. Nothing else follows from it.',
      `Only if you tick the box for it do we contact you, take your name, company and phone number, and put you into our customer database at ${crm}. You can take that back at any time.`,
      `${inWords(retentionDays * DAY)} after you finish, we remove what identifies you. Your scores, answers, and numbers and hashes that do not say who you are remain. Unfinished assessments are deleted ${inWords(LIFETIMES.session)} after the last answer.`,
      'No tracking. A cookie is set when you start, another when you open a link from our e-mails. Your IP address is never stored, only a keyed hash.',
    ],
  },
  records: {
    title: 'What we hold, item by item',
    personal: 'Identifies you',
    pseudonymous: 'Numbers and hashes',
    besides: 'Also stored',
    until: 'Removed',
    stays: 'Kept after that',
  },
  form: {
    title: 'See or erase your data, or stop our e-mails',
    intro: 'Enter the address you gave us. We will send it a link, so that nobody else can ask in your name.',
    email: 'Your e-mail address',
    noEmail: 'Enter your e-mail address.',
    wish: 'What would you like to do?',
    options: {
      export: 'Get a copy of my data',
      erase: 'Erase my data',
      withdraw: 'Withdraw my consent: no more e-mails or calls',
    } satisfies Record<PrivacyAction, string>,
    send: 'Send me the link',
  },
  stop: {
    title: 'Stop our e-mails',
    text: 'We send no more e-mails to the address that this link came to, nobody calls about the assessment, and our customer database is told. Your results stay until they are due to be removed.',
    button: 'Stop e-mails and withdraw my consent',
    pasted: {
      label: 'The link from the e-mail',
      hint: `This browser has no link to stop e-mails: it keeps no cookies for this site, or ${inWords(LIFETIMES.linkCookie)} have passed. Open the link once more, or copy it from the e-mail and paste it here.`,
    },
    stopped: {
      title: 'We have stopped our e-mails to you',
      text: 'Your consent has been withdrawn. Nothing more is sent to you, and nothing is passed on.',
      follow: 'See when our customer database has followed',
      receipt: (receipt: string) => `(receipt ${receipt})`,
    },
    nothingHeld: {
      title: 'We send you no e-mails',
      text: 'We hold nothing any more that was sent to this address, and nothing is sent there. If you want to be sure that our customer database knows nothing of you either, use the form on the privacy page.',
    },
    incomplete:
      'This link is not complete. Copy all of it from the e-mail, or use the form on the privacy page.',
  },
  confirm: {
    page: 'Your data',
    forAddress: 'For the address ',
    validFor: counted('. The link expires in less than an hour.', '. The link expires in # hours.'),
    others: 'Or would you rather do something else?',
    choices: {
      export: {
        title: 'Get a copy of your data',
        text: 'One file with everything that we hold about this address, in a format that both people and programs can read (JSON).',
        button: 'Download my data',
      },
      erase: {
        title: 'Erase your data',
        text: 'We delete your results, unfinished assessments, contact details and e-mails at once, and your record in our customer database soon after. This cannot be undone, and links to your results stop working.',
        button: 'Erase my data',
      },
      withdraw: {
        title: 'Withdraw your consent',
        text: 'From now on we send you nothing and pass on nothing about you, and our customer database is told. Your results stay until they are due to be removed.',
        button: 'Withdraw my consent',
      },
    } satisfies Record<PrivacyAction, object>,
    noChoice: 'Please choose one of the options on the page.',
    gone: `A link to your data works for ${inWords(LIFETIMES.privacyLink)}. You can ask for a new one on the privacy page.`,
    file: 'my-data',
  },
  messages: {
    sent: {
      title: 'Check your inbox',
      texts: [
        `If the address is correct, we send it an e-mail with a link: usually within a minute, at busy times within a few hours. The link works for ${inWords(LIFETIMES.privacyLink)} from now.`,
        `In ${inWords(PRIVACY_LINKS_PER_ADDRESS.seconds)} an address is sent ${PRIVACY_LINKS_PER_ADDRESS.times} of these links at most. Whoever asks for more has the latest in the inbox, perhaps among spam: it still works.`,
        SAME_FOR_ALL,
        'If none comes, for instance because your mailbox has refused our e-mails before, or somebody asks under many spellings of your address, write to us: “Who is responsible” below says where.',
      ],
    },
    delayed: {
      title: 'Your link will be sent later',
      texts: [
        `We cannot send e-mails at the moment. If the address is correct, we send it a link as soon as we can. If it has not come within ${inWords(LIFETIMES.privacyLink)}, please ask again.`,
        SAME_FOR_ALL,
      ],
    },
    withdrawn: {
      title: 'There is nothing any more that this browser has agreed to',
      texts: [
        'Nothing is sent to you because of it, and nothing is passed on. If you agree again one day, that will be a new consent.',
        'What we removed here after its time may still be in our customer database: use the form on this page with your address, and it is told of your withdrawal as well.',
      ],
    },
    forgotten: {
      title: 'This browser has been forgotten',
      texts: [
        'No page shows your answers, results or contact details here any more. The links in our e-mails go on, and so does one that you keep to compare with. Close the other tabs of this site, which may still show what they showed before.',
      ],
    },
    unknownReceipt: {
      title: 'We could not find that receipt',
      texts: [`Check the number. Receipts are kept for ${inWords(LIFETIMES.retentionLog)}.`],
    },
  },
  receipt: {
    hereErased: (minute: string) =>
      `Here: done on ${minute}. What we have been given since is not part of it: to have that erased as well, ask for a new link with the form on this page.`,
    hereWithdrawn: (minute: string) =>
      `Here: done on ${minute}. Nothing more is sent to you, and nothing is passed on. If you agree again one day, that is a new consent.`,
    keep: (id: string) => `Receipt ${id}. Keep this page’s address if you want to look again.`,
    withdrawn: 'Your consent has been withdrawn',
    erased: 'Your data has been erased',
    erasedHere: 'Your data has been erased here',
    inHubspot: {
      pending:
        'In our customer database, the erasure is under way, and we keep trying until it is done. This page shows its progress.',
      completed:
        'In our customer database: done. Where you gave other addresses for the same assessment before, somebody looks at what stands under one that may be somebody else’s.',
      dead: 'In our customer database, the erasure could not be completed automatically. Please write to us with the number of this receipt.',
    },
    nothingFound:
      'In our customer database, we no longer found the record that we had put there. Somebody has to look whether it is kept there under another name: until then this erasure is not done. You can write to us with the number of this receipt.',
  },
  withdrawal: {
    pending: 'In our customer database, your withdrawal is under way, and we keep trying until it is done.',
    dead: 'In our customer database, we could not find your record by ourselves. Somebody has to look for it: please write to us with the number of this receipt.',
    cancelled: 'You have agreed again since, so that nothing was changed in our customer database.',
    nothingFound: 'In our customer database: nothing was found that we had put there about you.',
    found: 'In our customer database:',
    items: {
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
        some_left:
          'The sales opportunities that came from your assessments: closed, but for those that our sales team has worked on since, which stay as they have them.',
      },
      note: {
        done: 'A note to our sales team: you are not to be contacted about the assessment.',
        by_hand: 'What we could not do by ourselves: done by hand.',
        not_permitted:
          'A note to our sales team: not written, because we are not permitted to. Write to us to have it done by hand.',
      },
    } satisfies Record<MarkItem, Partial<Record<ItemResult, string>>>,
  },
}
