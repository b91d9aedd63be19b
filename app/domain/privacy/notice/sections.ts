import { CRM_NAMES } from '#app/domain/crm-id.ts'
import { DAY, inWords } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import { BRIEFING_BELOW_TOTAL } from '#app/domain/lead/quality.ts'
import { LEGAL_BASES, PROCESSING_PURPOSES } from '#app/domain/privacy/catalogue/purposes.ts'
import { listRecipients } from './recipients.ts'
import { inOneLine } from '#app/domain/privacy/notice-records.ts'
import { DPO_NOT_REQUIRED, type NoticeEntry, type NoticeFacts, type NoticeSection, UNSAID } from './facts.ts'
import { describeRights } from './rights.ts'

/** What the notice says beside what is held: made from the catalogue and the configuration alone. */
export function composeNotice(facts: NoticeFacts): NoticeSection[] {
  return [
    responsible(facts),
    purposes(),
    recipients(facts),
    periods(facts),
    ranking(),
    rights(facts),
    browser(facts),
    besides(),
  ]
}

function responsible({ company, address, privacyEmail, officer }: NoticeFacts): NoticeSection {
  const noOfficer = 'The law asks us for none. Write to the address above.'
  return {
    id: 'controller',
    title: 'Who is responsible',
    texts: [],
    entries: [
      { term: 'Company', texts: [company ?? UNSAID, address ?? UNSAID] },
      mailEntry('About your data', privacyEmail),
      {
        term: 'Data protection officer',
        texts: [officer === DPO_NOT_REQUIRED ? noOfficer : (officer ?? UNSAID)],
      },
    ],
  }
}

function mailEntry(term: string, address: string | null): NoticeEntry {
  return address === null ? { term, texts: [UNSAID] } : { term, texts: [address], href: `mailto:${address}` }
}

function purposes(): NoticeSection {
  return {
    id: 'purposes',
    title: 'What we use your data for, and what allows us to',
    texts: [],
    entries: PROCESSING_PURPOSES.map(({ title, text, basis, interest }) => {
      const { article, words } = LEGAL_BASES[basis]
      return {
        term: title,
        texts: [text, `${sentence(words)}${interest ? ` ${interest}` : ''} (${article}).`],
      }
    }),
  }
}

function recipients(facts: NoticeFacts): NoticeSection {
  return {
    id: 'recipients',
    title: 'Who else gets it, and where',
    texts: [
      'They work on our behalf, by contract, and may use it for nothing else. We sell nothing to anybody.',
      'Companies in the USA, and places outside the European Union, are covered by the European Commission’s decision on the EU-US Data Privacy Framework or by its standard contractual clauses, which are part of our contracts. Ask us for a copy.',
    ],
    entries: listRecipients(facts).map(({ name, seat, location, does, gets }) => ({
      term: seat === null ? name : `${name}, ${seat}`,
      texts: [`${sentence(does)}. Where: ${location}.`, `Gets: ${inOneLine(gets)}.`],
    })),
  }
}

function periods({ retentionDays, crm, crmRetentionDays, historyDays }: NoticeFacts): NoticeSection {
  return {
    id: 'periods',
    title: 'For how long',
    texts: [],
    entries: [
      {
        term: 'An unfinished assessment',
        texts: [`Deleted ${inWords(LIFETIMES.session)} after your last answer.`],
      },
      {
        term: 'Your contact details here',
        texts: [
          `Removed ${inWords(retentionDays * DAY)} after you finish. Scores and answers stay as statistics.`,
        ],
      },
      {
        term: `Your contact in ${CRM_NAMES[crm]}`,
        texts: [
          `${sentence(periodInWords(crmRetentionDays))} after we last heard from you, or until you ask us to delete it.`,
        ],
      },
      {
        term: 'Copies of the database',
        texts: [
          `What is removed can be restored for ${periodInWords(historyDays)} more, for the case that something breaks. After a restore we remove it again.`,
        ],
      },
    ],
  }
}

function periodInWords(days: number | null): string {
  return days === null ? `a time that is ${UNSAID}` : inWords(days * DAY)
}

function ranking(): NoticeSection {
  return {
    id: 'ranking',
    title: 'How we rank whom to contact',
    texts: [
      'Once you give an address, a simple rule sorts you into one of three groups. It uses nothing but what you gave us here.',
      'If you agreed to be contacted, our sales people see the group. Otherwise it only decides whether your page and your e-mail offer you a briefing.',
    ],
    entries: [
      { term: 'Basic', texts: ['We know your e-mail address.'] },
      { term: 'Enhanced', texts: ['We also know your name and company.'] },
      {
        term: 'Qualified for a briefing',
        texts: [
          `We also know your phone number, or your score is below ${BRIEFING_BELOW_TOTAL}, which means that there is most to gain. You are offered a briefing, and a person may contact you sooner.`,
        ],
      },
      {
        term: 'What follows from it',
        texts: [
          'Nothing but who is contacted first, which a person decides. Your score and advice depend on your answers alone. No decision about you is made by a machine that has legal effect or comes close to it. You can object at any time.',
        ],
      },
    ],
  }
}

function rights(facts: NoticeFacts): NoticeSection {
  return {
    id: 'rights',
    title: 'Your rights, and how to use them',
    texts: ['They cost nothing, and you need not give a reason. We answer within a month.'],
    entries: describeRights(facts),
  }
}

function browser({ turnstile }: NoticeFacts): NoticeSection {
  return {
    id: 'browser',
    title: 'What is kept in your browser',
    texts: [
      turnstile
        ? 'No tracking, no advertising. That is why nothing asks you about cookies. Where many assessments were started from your network, a check by Cloudflare (Turnstile) may have to show that you are no program.'
        : 'No tracking, no advertising, nothing of other companies. That is why nothing asks you about cookies.',
    ],
    entries: [
      {
        term: 'A cookie for your assessments',
        texts: [
          `__Host-scorecard, set when you start an assessment and not before, kept for ${inWords(LIFETIMES.visitorCookie)}. It holds random numbers of your assessments, so that nobody else can open them, and which start page you saw.`,
        ],
      },
      {
        term: 'A cookie for a link',
        texts: [
          `__Host-scorecard-link, set when you open a link from one of our e-mails, kept for ${inWords(LIFETIMES.linkCookie)}. It holds what the link permits, so that the link itself does not stay in the address.`,
        ],
      },
      {
        term: 'Answers that have not reached us',
        texts: ['Kept in the browser’s own storage until they have, so that a lost connection loses none.'],
      },
    ],
  }
}

function besides(): NoticeSection {
  return {
    id: 'besides',
    title: 'Good to know',
    texts: [],
    entries: [
      {
        term: 'Must I give anything?',
        texts: [
          'No. You can take the whole assessment and see your score without saying who you are. Full advice needs an e-mail address, and nothing more.',
        ],
      },
      {
        term: 'Children',
        texts: [
          'The assessment is about companies, and for people who work in them. It is not meant for anybody under 18. If a child has given us data, tell us, and we delete it.',
        ],
      },
    ],
  }
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
