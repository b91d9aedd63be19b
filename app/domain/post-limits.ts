import {
  ADDRESSES_PER_ASSESSMENT,
  CONTACT_POSTS_PER_ASSESSMENT,
  CONTACT_POSTS_PER_NETWORK,
  OPS_POSTS_PER_SESSION,
  OPS_SIGN_INS_PER_NETWORK,
  OWN_LINK_POSTS_PER_ASSESSMENT,
  OWN_LINK_POSTS_PER_NETWORK,
  POSTS_PER_PRIVACY_LINK,
  PRIVACY_LINKS_PER_ADDRESS,
  PRIVACY_LINKS_PER_MAILBOX,
  PRIVACY_LINKS_PER_MAILBOX_AND_NETWORK,
  PRIVACY_LINKS_PER_NETWORK,
  type RateLimit,
  RESUMES_PER_LINK,
  RESUME_LINKS_PER_NETWORK,
  SAVES_PER_NETWORK,
  SAVES_PER_SESSION,
  STARTS_PER_NETWORK,
  TEAM_POSTS_PER_NETWORK,
} from './limits.ts'

export type PostLimits = { counters: Readonly<Record<string, RateLimit>> } | { none: string }

const REFUSED = { none: 'every post is refused without asking the database' }
const SAVES = { save: SAVES_PER_SESSION, 'save-network': SAVES_PER_NETWORK }

export const POST_LIMITS: Readonly<Record<string, PostLimits>> = {
  'assessment.start': {
    counters: { start: { times: STARTS_PER_NETWORK.usual, seconds: STARTS_PER_NETWORK.seconds } },
  },
  'assessment.step.$step': { counters: { ...SAVES, resume: RESUME_LINKS_PER_NETWORK } },
  'assessment.step.$step_.answers': { counters: SAVES },
  'assessment.results.$id': {
    counters: {
      contact: CONTACT_POSTS_PER_ASSESSMENT,
      'contact-network': CONTACT_POSTS_PER_NETWORK,
      'contact-address': ADDRESSES_PER_ASSESSMENT,
      'own-link': OWN_LINK_POSTS_PER_ASSESSMENT,
      'own-link-network': OWN_LINK_POSTS_PER_NETWORK,
    },
  },
  'assessment.resume.($token)': { counters: { 'resume-link': RESUMES_PER_LINK } },
  'privacy.request': {
    counters: {
      'privacy-network': PRIVACY_LINKS_PER_NETWORK,
      'privacy-address': PRIVACY_LINKS_PER_ADDRESS,
      'privacy-asked': PRIVACY_LINKS_PER_MAILBOX_AND_NETWORK,
      'privacy-mailbox': PRIVACY_LINKS_PER_MAILBOX,
    },
  },
  'privacy.confirm.($token)': { counters: { 'privacy-link': POSTS_PER_PRIVACY_LINK } },
  'team.$token': { counters: { team: TEAM_POSTS_PER_NETWORK } },
  'assessment.forget': { none: 'a browser forgets what its cookie opens, and that only once' },
  'privacy.withdraw': { none: 'a browser withdraws what its cookie agreed to, and that only once' },
  'privacy.stop.($token)': {
    none: 'only a link that was sent to the address reaches the database, and only once',
  },
  'webhooks.mail': { none: 'only what the provider has signed reaches the database' },
  'csp-reports': { none: 'reports are counted in memory, and logged once a minute' },
  'ops.sign-in': { counters: { 'ops-sign-in': OPS_SIGN_INS_PER_NETWORK } },
  'ops.act': { counters: { 'ops-post': OPS_POSTS_PER_SESSION } },
  'ops.$': { counters: { 'ops-post': OPS_POSTS_PER_SESSION } },
  'ops.sign-out': { none: 'whoever is signed in ends their own session, and that only once' },
  'assessment.briefing.$id': REFUSED,
  'ops[.]csv': REFUSED,
  'ops[.]json': REFUSED,
  health: REFUSED,
  $: REFUSED,
}
