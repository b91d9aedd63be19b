import { CRM_NAMES } from '#app/domain/crm-id.ts'
import { type NoticeEntry, type NoticeFacts, UNSAID } from './facts.ts'

const AUTHORITIES = 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en'

/** Every right with the way to it. */
export function describeRights({ privacyEmail, authority, crm }: NoticeFacts): NoticeEntry[] {
  const write = `Write to ${privacyEmail ?? `us (the address is ${UNSAID})`}`
  return [
    {
      term: 'See what we have, and take it along',
      texts: [
        'Choose “Get a copy of my data” in the form on the privacy page: one file that people and programs can read (Art. 15 and 20 GDPR).',
      ],
    },
    {
      term: 'Have it corrected',
      texts: [
        `Choose “Correct my details” on your results page, in the browser in which you took the assessment. ${write} where that is not possible any more (Art. 16).`,
      ],
    },
    {
      term: 'Have it erased',
      texts: [
        `Choose “Erase my data” in the form on the privacy page. It covers ${CRM_NAMES[crm]}, and you get a receipt (Art. 17).`,
      ],
    },
    {
      term: 'Withdraw your consent',
      texts: [
        'Press “Withdraw my consent” on your results page or the privacy page, in the browser in which you agreed; elsewhere choose it in the form on the privacy page, or use the link in any of our e-mails. What was done before stays lawful (Art. 7).',
      ],
    },
    {
      term: 'Object',
      texts: [
        `${write} if you do not want what we do on the ground of our legitimate interest. To being contacted or ranked you can always object, and we stop at once (Art. 21).`,
      ],
    },
    {
      term: 'Have its use restricted',
      texts: [`${write}, for instance while we clear up whether something is right (Art. 18).`],
    },
    {
      term: 'Complain',
      texts: [
        `You can complain to the data protection authority where you live or work${authority === null ? '' : `, or to ours: ${authority}`} (Art. 77).`,
        'List of the authorities in the European Union',
      ],
      href: AUTHORITIES,
    },
  ]
}
