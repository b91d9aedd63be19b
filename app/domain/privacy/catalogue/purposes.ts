/** By the letters of Article 6(1) of the GDPR. */
export const LEGAL_BASES = {
  consent: { article: 'Art. 6(1)(a) GDPR', words: 'your consent' },
  request: { article: 'Art. 6(1)(b) GDPR', words: 'you asked for it' },
  obligation: { article: 'Art. 6(1)(c) GDPR', words: 'the law obliges us to' },
  interest: { article: 'Art. 6(1)(f) GDPR', words: 'our legitimate interest' },
} as const

export type LegalBasis = keyof typeof LEGAL_BASES

export interface ProcessingPurpose {
  id: string
  title: string
  text: string
  basis: LegalBasis
  /** The interest that is weighed, for a legitimate one. */
  interest?: string
  /** Tables of the retention catalogue that serve it. */
  tables: readonly string[]
}

/** Why data is held. A test sees to it that every table that is about people serves one of them. */
export const PROCESSING_PURPOSES: readonly ProcessingPurpose[] = [
  {
    id: 'assessment',
    title: 'To run the assessment and show you your result',
    text: 'Your answers are saved as you go, so that you can stop and carry on, and are turned into a score and advice.',
    basis: 'request',
    tables: ['assessment_sessions', 'assessments'],
  },
  {
    id: 'results',
    title: 'To e-mail you your result, or a link to carry on',
    text: 'Only if you give an address for it. It is used for nothing else.',
    basis: 'request',
    tables: ['email_messages', 'access_links', 'assessments'],
  },
  {
    id: 'team',
    title: 'To compare answers in a leadership team',
    text: 'Only if you make a link for your team, or answer by one. The team sees how far it agrees, from three people on; nobody sees your answers, or which side you are on.',
    basis: 'request',
    tables: ['teams', 'assessments', 'assessment_sessions'],
  },
  {
    id: 'contact',
    title: 'To contact you about your result',
    text: 'Only if you tick the box for it. Then your contact details, scores and answers go to our customer database, and somebody may write to you or call you.',
    basis: 'consent',
    tables: ['hubspot_sync_queue', 'hubspot_follow_ups', 'webhook_deliveries', 'assessments'],
  },
  {
    id: 'ranking',
    title: 'To see whom to contact first',
    text: 'Only if you agreed to be contacted. How it works stands below.',
    basis: 'consent',
    tables: ['hubspot_sync_queue', 'assessments'],
  },
  {
    id: 'rights',
    title: 'To carry out your requests about your data, and to be able to show that we did',
    text: 'A link to the address proves that the request is yours. Of an erasure a keyed hash of the address stays, so that a restored backup can be cleaned again.',
    basis: 'obligation',
    tables: ['privacy_requests', 'erasures', 'contact_marks', 'email_messages'],
  },
  {
    id: 'security',
    title: 'To protect the service from misuse',
    text: 'Requests are counted by a keyed hash of the network and the address they come from. Who of ours looks at your details is written down.',
    basis: 'interest',
    interest: 'that programs do not use up the service or send e-mails to strangers',
    tables: ['rate_limits', 'assessment_sessions', 'email_messages', 'ops_actions'],
  },
  {
    id: 'statistics',
    title: 'To improve the assessment',
    text: 'Scores and answers stay when everything that identifies you is removed, and are counted. If we made you an offer, so is whether a contract came of it.',
    basis: 'interest',
    interest: 'to know how the assessment is used, from figures that name nobody',
    tables: ['assessments', 'deal_outcomes'],
  },
]
