import type { Language } from '#app/domain/language/languages.ts'
import type { SharedConsentText } from './consent-text.ts'

/** Made by `npm run languages` of the folders in app/words: edit those. */
export const CONSENT_TEXTS: readonly SharedConsentText[] = [
  {
    version: 'results-2026-11-26',
    purpose: 'results',
    text: 'We use this address to send you your results, and a link to carry on if you ask for one. For anything else we ask you separately.',
    language: 'en',
    hash: 'c97fb1f0e1ff91a4f6732de100d5453b36e8b3000e2aa67ddc4c455712c435a6',
  },
  {
    version: 'contact-2026-11-26',
    purpose: 'contact',
    text: 'Yes, {company} may contact me about my results, by e-mail or by phone if I give a number, and keep my contact details and results in its customer database at HubSpot for this. I can withdraw this at any time on the privacy page.',
    language: 'en',
    hash: '4674f5c8e94bcb68331686ff76e948d37fb9ca4450dfc4065d3b9725ef5e8d68',
  },
  {
    version: 'contact-salesforce-2026-11-26',
    purpose: 'contact',
    crm: 'salesforce',
    text: 'Yes, {company} may contact me about my results, by e-mail or by phone if I give a number, and keep my contact details and results in its customer database at Salesforce for this. I can withdraw this at any time on the privacy page.',
    language: 'en',
    hash: 'eec9bc0d835e3a8883dc91a640964d5c65f8781e6544785c1f5f8bc26a87d869',
  },
  {
    version: 'results-2026-11-26-de',
    purpose: 'results',
    text: 'Diese Adresse verwenden wir, um Ihnen Ihr Ergebnis zu senden, und einen Link zum Weitermachen, wenn Sie darum bitten. Für alles andere fragen wir gesondert.',
    language: 'de',
    hash: '901f0de5eb97a16170b4fae3bfb2491768d5dbd121b753849439083ebbbcf05d',
  },
  {
    version: 'contact-2026-11-26-de',
    purpose: 'contact',
    text: 'Ja, {company} darf mich zu meinem Ergebnis kontaktieren, per E-Mail oder, wenn ich eine Nummer angebe, telefonisch, und dafür meine Kontaktdaten und Ergebnisse in der eigenen Kundendatenbank bei HubSpot speichern. Ich kann das jederzeit auf der Datenschutzseite widerrufen.',
    language: 'de',
    hash: '2b32911c0a97aab9308908792c8882136e7aca1894ff237e812a8b6a26f0558f',
  },
  {
    version: 'contact-salesforce-2026-11-26-de',
    purpose: 'contact',
    crm: 'salesforce',
    text: 'Ja, {company} darf mich zu meinem Ergebnis kontaktieren, per E-Mail oder, wenn ich eine Nummer angebe, telefonisch, und dafür meine Kontaktdaten und Ergebnisse in der eigenen Kundendatenbank bei Salesforce speichern. Ich kann das jederzeit auf der Datenschutzseite widerrufen.',
    language: 'de',
    hash: '174c2afacdff9e3219de067f25ff4662fc65de960161e89ec970916012317435',
  },
]

export const UNNAMED_COMPANIES: Record<Language, string> = {
  en: 'the company behind this assessment',
  de: 'das Unternehmen hinter dieser Standortbestimmung',
}
