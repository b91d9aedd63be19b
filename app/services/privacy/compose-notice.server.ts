import { CRM_NAMES } from '#app/domain/crm-id.ts'
import { BRIEFING_BELOW_TOTAL } from '#app/domain/lead/quality.ts'
import { PROCESSING_PURPOSES } from '#app/domain/privacy/catalogue/purposes.ts'
import {
  DPO_NOT_REQUIRED,
  type NoticeEntry,
  type NoticeFacts,
  type NoticeSection,
} from '#app/domain/privacy/notice-facts.ts'
import type { Messages } from '#app/words/messages.ts'
import { listRecipients } from './notice-recipients.server.ts'
import { describeRights } from './notice-rights.server.ts'

export type NoticeWords = Pick<Messages, 'notice' | 'records'>
type Words = Messages['notice']

/** What the notice says beside what is held: made from the catalogue and the configuration alone. */
export function composeNotice(facts: NoticeFacts, words: NoticeWords): NoticeSection[] {
  const { notice } = words
  return [
    responsible(facts, notice),
    purposes(notice.purposes),
    recipients(facts, words),
    periods(facts, notice.periods),
    ranking(notice.ranking),
    rights(facts, notice.rights),
    browser(facts, notice.browser),
    besides(notice.besides),
  ]
}

const entry = ({ term, text }: { term: string; text: string }): NoticeEntry => ({ term, texts: [text] })

function responsible(
  { company, address, privacyEmail, officer }: NoticeFacts,
  { controller: words, unsaid }: Words,
): NoticeSection {
  return {
    id: 'controller',
    title: words.title,
    texts: [],
    entries: [
      { term: words.company, texts: [company ?? unsaid, address ?? unsaid] },
      {
        ...entry({ term: words.aboutData, text: privacyEmail ?? unsaid }),
        ...(privacyEmail !== null && { href: `mailto:${privacyEmail}` }),
      },
      entry({
        term: words.officer,
        text: officer === DPO_NOT_REQUIRED ? words.noOfficer : (officer ?? unsaid),
      }),
    ],
  }
}

function purposes({ title, of, bases, allowed }: Words['purposes']): NoticeSection {
  return {
    id: 'purposes',
    title,
    texts: [],
    entries: PROCESSING_PURPOSES.map(({ id, basis }) => {
      const { title: term, text, interest } = of[id]
      return { term, texts: [text, allowed(bases[basis], interest)] }
    }),
  }
}

function recipients(facts: NoticeFacts, words: NoticeWords): NoticeSection {
  const { list, recipients: said } = words.notice
  return {
    id: 'recipients',
    title: said.title,
    texts: said.texts,
    entries: listRecipients(facts, words).map(({ name, seat, location, does, gets }) => ({
      term: seat === null ? name : `${name}, ${seat}`,
      texts: [said.does(does, location), said.gets(list(gets))],
    })),
  }
}

function periods(
  { retentionDays, crm, crmRetentionDays, historyDays }: NoticeFacts,
  { title, unfinished, here, customers, copies }: Words['periods'],
): NoticeSection {
  return {
    id: 'periods',
    title,
    texts: [],
    entries: [
      entry(unfinished),
      entry({ ...here, text: here.text(retentionDays) }),
      entry({
        term: customers.term(CRM_NAMES[crm]),
        text: customers.text(crmRetentionDays, crm === 'hubspot'),
      }),
      entry({ ...copies, text: copies.text(historyDays) }),
    ],
  }
}

function ranking({ title, texts, basic, enhanced, qualified, follows }: Words['ranking']): NoticeSection {
  return {
    id: 'ranking',
    title,
    texts,
    entries: [
      entry(basic),
      entry(enhanced),
      entry({ ...qualified, text: qualified.text(BRIEFING_BELOW_TOTAL) }),
      entry(follows),
    ],
  }
}

function rights(facts: NoticeFacts, words: Words['rights']): NoticeSection {
  const { title, text } = words
  return { id: 'rights', title, texts: [text], entries: describeRights(facts, words) }
}

function browser({ turnstile, embedHosts }: NoticeFacts, words: Words['browser']): NoticeSection {
  return {
    id: 'browser',
    title: words.title,
    texts: [turnstile ? words.textWithTurnstile : words.text],
    entries: [
      entry(words.visitor),
      ...(embedHosts.length > 0
        ? [entry({ ...words.frame, text: words.frame.text(embedHosts.join(', ')) })]
        : []),
      entry(words.link),
      entry(words.unsent),
    ],
  }
}

function besides({ title, entries }: Words['besides']): NoticeSection {
  return { id: 'besides', title, texts: [], entries: entries.map(entry) }
}
