import { DAY, inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { LegalBasis, PurposeId } from '#app/domain/privacy/catalogue/purposes.ts'
import { personFile } from './person-file.ts'

const UNSAID = 'not stated yet'

const bases: Record<LegalBasis, { article: string; words: string }> = {
  consent: { article: 'Art. 6(1)(a) GDPR', words: 'your consent' },
  request: { article: 'Art. 6(1)(b) GDPR', words: 'you asked for it' },
  obligation: { article: 'Art. 6(1)(c) GDPR', words: 'the law obliges us to' },
  interest: { article: 'Art. 6(1)(f) GDPR', words: 'our legitimate interest' },
}

export interface PurposeWords {
  title: string
  text: string
  /** the interest that is weighed, for a legitimate one */
  interest?: string
}

const purposes: Record<PurposeId, PurposeWords> = {
  assessment: {
    title: 'To run the assessment and show you your result',
    text: 'Your answers are saved as you go, so that you can stop and carry on, and are turned into a score and advice.',
  },
  results: {
    title: 'To e-mail you your result, or a link to carry on',
    text: 'Only if you give an address for it. It is used for nothing else.',
  },
  contact: {
    title: 'To contact you about your result',
    text: 'Only if you tick the box for it. Then your contact details, scores and answers go to our customer database, and somebody may write to you or call you.',
  },
  ranking: {
    title: 'To see whom to contact first',
    text: 'Only if you agreed to be contacted. How it works stands below.',
  },
  offer: {
    title: 'To offer you a briefing with your result',
    text: 'Once you give an address, the rule below tells whether your results page and your e-mail offer one. If you have not agreed to be contacted, nothing else follows: nobody contacts you.',
    interest: 'to make the offer to those who may gain most from it',
  },
  team: {
    title: 'To compare answers in a leadership team',
    text: 'Only if you make a link for your team, or answer by one. The team sees how far it agrees, from three people on; nobody sees your answers, or which side you are on. If whoever made the link agreed to be contacted, our customer database is told how far the team agrees, too.',
  },
  rights: {
    title: 'To carry out your requests about your data, and to be able to show that we did',
    text: 'A link to the address proves that the request is yours. Of an erasure a keyed hash of the address stays, so that a restored backup can be cleaned again.',
  },
  security: {
    title: 'To protect the service from misuse',
    text: 'Requests are counted by a keyed hash of the network and the address they come from. Who of ours looks at your details is written down.',
    interest: 'that programs do not use up the service or send e-mails to strangers',
  },
  statistics: {
    title: 'To improve the assessment',
    text: 'Scores and answers stay when everything that identifies you is removed, and are counted. If we made you an offer, so is whether a contract came of it.',
    interest: 'to know how the assessment is used, from figures that name nobody',
  },
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

export const notice = {
  unsaid: UNSAID,
  list: ([first = '', ...others]: readonly string[]) =>
    [first, ...others.map((name) => name.charAt(0).toLowerCase() + name.slice(1))].join('; '),
  controller: {
    title: 'Who is responsible',
    company: 'Company',
    aboutData: 'About your data',
    officer: 'Data protection officer',
    noOfficer: 'The law asks us for none. Write to the address above.',
  },
  purposes: {
    title: 'What we use your data for, and what allows us to',
    of: purposes,
    bases,
    allowed: ({ words, article }: { words: string; article: string }, interest = '') =>
      `${sentence(words)}${interest && ` ${interest}`} (${article}).`,
  },
  recipients: {
    title: 'Who else gets it, and where',
    texts: [
      'They work on our behalf, by contract, and may use it for nothing else. We sell nothing to anybody.',
      'Companies in the USA, and places outside the European Union, are covered by the European Commission’s decision on the EU-US Data Privacy Framework or by its standard contractual clauses, which are part of our contracts. Ask us for a copy.',
    ],
    usa: 'USA',
    does: (does: string, location: string) => `${sentence(does)}. Where: ${location}.`,
    gets: (names: string) => `Gets: ${names}.`,
    hosting: {
      location: 'in the data centre that is nearest to you, anywhere in the world; nothing is kept there',
      does: 'runs these pages',
      doesWithTurnstile: 'runs these pages, and checks by Turnstile that you are no program',
      gets: 'What you send and see on these pages, and your IP address, while a request is answered',
    },
    database: { does: 'keeps the database', gets: 'Everything under “What we hold”' },
    mail: {
      does: 'sends the e-mails that you ask for',
      gets: 'What the e-mail says: scores and advice, or a link',
    },
    customers: {
      does: 'keeps our customer database; gets nothing unless you agreed to be contacted, and is asked about your address when you want a copy of your data, have it erased or withdraw',
      gets: ['How we rank you', 'Whether you withdrew, or an e-mail to you came back'],
      getsInNote: [
        'Your answers, in a note for the people who contact you',
        'How far your leadership team agrees, if you made a link for it',
      ],
      getsInHubspot: [
        'Which text you agreed to',
        'The number in its own cookie, if you came from a page of ours that has set one',
      ],
    },
    webhooks: {
      name: (hosts: string) => `Our other systems, at ${hosts}`,
      does: 'tell us of new results; get nothing that leads to you unless you agreed to be contacted, and are told when you withdraw or are erased',
      gets: ['When you finished', 'Whether you have confirmed your address'],
    },
  },
  periods: {
    title: 'For how long',
    unfinished: {
      term: 'An unfinished assessment',
      text: `Deleted ${inWords(LIFETIMES.session)} after your last answer.`,
    },
    here: {
      term: 'Your contact details here',
      text: (days: number) =>
        `Removed ${inWords(days * DAY)} after you finish. Scores and answers stay as statistics.`,
    },
    customers: {
      term: (crm: string) => `Your contact in ${crm}`,
      text: (days: number | null, clears: boolean) =>
        `${days === null ? `How long is ${UNSAID}; deleted` : clears ? `Your results there, and the note with your answers, are removed by themselves ${inWords(days * DAY)} after your last assessment; name, address and deal are then deleted by our sales people, unless you are in touch with them. All of it is deleted` : `Deleted by our sales people ${inWords(days * DAY)} after we last heard from you, or`} by itself as soon as you ask us to erase it.`,
    },
    copies: {
      term: 'Copies of the database',
      text: (days: number | null) =>
        `What is removed can be restored for ${days === null ? `a while (how long is ${UNSAID})` : `${inWords(days * DAY)} more`}, for the case that something breaks. After a restore we remove it again.`,
    },
  },
  ranking: {
    title: 'How we rank whom to contact',
    texts: [
      'Once you give an address, a simple rule sorts you into one of three groups. It uses nothing but what you gave us here.',
      'If you agreed to be contacted, our sales people see the group. Otherwise it only decides whether your page and your e-mail offer you a briefing, which rests on our legitimate interest; you can object to that as well.',
    ],
    basic: { term: 'Basic', text: 'We know your e-mail address.' },
    enhanced: { term: 'Enhanced', text: 'We also know your name and company.' },
    qualified: {
      term: 'Qualified for a briefing',
      text: (below: number) =>
        `We also know your phone number, or your score is below ${below}, which means that there is most to gain. You are offered a briefing, and a person may contact you sooner.`,
    },
    follows: {
      term: 'What follows from it',
      text: 'Nothing but who is contacted first, which a person decides. Your score and advice depend on your answers alone. No decision about you is made by a machine that has legal effect or comes close to it. You can object at any time.',
    },
  },
  rights: {
    title: 'Your rights, and how to use them',
    text: 'They cost nothing, and you need not give a reason. We answer within a month.',
    write: (address: string | null) => `Write to ${address ?? `us (the address is ${UNSAID})`}`,
    see: {
      term: 'See what we have, and take it along',
      text: 'Choose “Get a copy of my data” in the form on the privacy page: one file that people and programs can read (Art. 15 and 20 GDPR).',
    },
    correct: {
      term: 'Have it corrected',
      text: (write: string) =>
        `Choose “Correct my details” on your results page, in the browser in which you took the assessment. ${write} where that is not possible any more (Art. 16).`,
    },
    erase: {
      term: 'Have it erased',
      text: (crm: string) =>
        `Choose “Erase my data” in the form on the privacy page. It covers ${crm}, and you get a receipt (Art. 17).`,
    },
    withdraw: {
      term: 'Withdraw your consent',
      text: 'Press “Withdraw my consent” on your results page or the privacy page, in the browser in which you agreed; elsewhere choose it in the form on the privacy page, or use the link in any of our e-mails. What was done before stays lawful (Art. 7).',
    },
    object: {
      term: 'Object',
      text: (write: string) =>
        `${write} if you do not want what we do on the ground of our legitimate interest. To being contacted or ranked you can always object, and we stop at once (Art. 21).`,
    },
    restrict: {
      term: 'Have its use restricted',
      text: (write: string) => `${write}, for instance while we clear up whether it is right (Art. 18).`,
    },
    complain: {
      term: 'Complain',
      text: (ours: string | null) =>
        `You can complain to the data protection authority where you live or work${ours === null ? '' : `, or to ours: ${ours}`} (Art. 77).`,
      authorities: 'List of the authorities in the European Union',
      authoritiesUrl: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en',
    },
  },
  browser: {
    title: 'What is kept in your browser',
    text: 'No tracking, no advertising, nothing of other companies. That is why nothing asks you about cookies.',
    textWithTurnstile:
      'No tracking, no advertising. That is why nothing asks you about cookies. Where many assessments were started from your network, a check by Cloudflare (Turnstile) may have to show that you are no program.',
    visitor: {
      term: 'A cookie for your assessments',
      text: `__Host-scorecard, set when you start an assessment and not before, kept for ${inWords(LIFETIMES.visitorCookie)}. It holds random numbers of your assessments, so that nobody else can open them, and which start page you saw.`,
    },
    link: {
      term: 'A cookie for a link',
      text: `__Host-scorecard-link, set when you open a link from one of our e-mails, kept for ${inWords(LIFETIMES.linkCookie)}. It holds what the link permits, so that the link itself does not stay in the address.`,
    },
    frame: {
      term: 'A cookie for pages that show the assessment',
      text: (hosts: string) =>
        `__Host-scorecard-embed, in place of the first one where you take the assessment on a page of ${hosts}; the same in content and lifetime. That page cannot read it, and learns nothing of your answers.`,
    },
    unsent: {
      term: 'Answers that have not reached us',
      text: 'Kept in the browser’s own storage until they have, so that a lost connection loses none.',
    },
  },
  besides: {
    title: 'Good to know',
    entries: [
      {
        term: 'Must I give anything?',
        text: 'No. You can take the whole assessment and see your score without saying who you are. Full advice needs an e-mail address, and nothing more.',
      },
      {
        term: 'Children',
        text: 'The assessment is about companies, and for people who work in them. It is not meant for anybody under 18. If a child has given us data, tell us, and we delete it.',
      },
    ],
  },
  export: personFile,
}
