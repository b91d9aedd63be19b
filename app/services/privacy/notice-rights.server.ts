import { CRM_NAMES } from '#app/domain/crm-id.ts'
import type { NoticeEntry, NoticeFacts } from '#app/domain/privacy/notice-facts.ts'
import type { Messages } from '#app/words/messages.ts'

/** Every right with the way to it. */
export function describeRights(
  { privacyEmail, authority, crm }: NoticeFacts,
  words: Messages['notice']['rights'],
): NoticeEntry[] {
  const { see, correct, erase, withdraw, object, restrict, complain } = words
  const write = words.write(privacyEmail)
  return [
    { term: see.term, texts: [see.text] },
    { term: correct.term, texts: [correct.text(write)] },
    { term: erase.term, texts: [erase.text(CRM_NAMES[crm])] },
    { term: withdraw.term, texts: [withdraw.text] },
    { term: object.term, texts: [object.text(write)] },
    { term: restrict.term, texts: [restrict.text(write)] },
    {
      term: complain.term,
      texts: [complain.text(authority), complain.authorities],
      href: complain.authoritiesUrl,
    },
  ]
}
