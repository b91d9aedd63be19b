import type { Config } from './config.server.ts'

type SiteSettings = Pick<
  Config,
  'SITE_URL' | 'COMPANY_NAME' | 'IMPRINT_URL' | 'CONTACT_URL' | 'PRIVACY_EMAIL' | 'EMBED_ORIGINS'
>

/** Who runs this installation, as every page says it. */
export function siteOf(settings: SiteSettings) {
  const { SITE_URL, COMPANY_NAME, IMPRINT_URL, CONTACT_URL, PRIVACY_EMAIL, EMBED_ORIGINS } = settings
  return {
    url: SITE_URL,
    company: COMPANY_NAME ?? null,
    imprintUrl: IMPRINT_URL ?? null,
    embedOrigins: EMBED_ORIGINS,
    contactUrl: CONTACT_URL ?? (PRIVACY_EMAIL === undefined ? null : `mailto:${PRIVACY_EMAIL}`),
  }
}
