import type { ConsentWords } from '#app/domain/lead/consent-text.ts'

export const consent: ConsentWords = {
  unnamedCompany: 'das Unternehmen hinter dieser Standortbestimmung',
  texts: [
    {
      version: 'results-2026-11-26-de',
      purpose: 'results',
      text: 'Diese Adresse verwenden wir, um Ihnen Ihr Ergebnis zu senden, und einen Link zum Weitermachen, wenn Sie darum bitten. Für alles andere fragen wir gesondert.',
    },
    {
      version: 'contact-2026-11-26-de',
      purpose: 'contact',
      text: 'Ja, {company} darf mich zu meinem Ergebnis kontaktieren, per E-Mail oder, wenn ich eine Nummer angebe, telefonisch, und dafür meine Kontaktdaten und Ergebnisse in der eigenen Kundendatenbank bei HubSpot speichern. Ich kann das jederzeit auf der Datenschutzseite widerrufen.',
    },
    {
      version: 'contact-salesforce-2026-11-26-de',
      purpose: 'contact',
      crm: 'salesforce',
      text: 'Ja, {company} darf mich zu meinem Ergebnis kontaktieren, per E-Mail oder, wenn ich eine Nummer angebe, telefonisch, und dafür meine Kontaktdaten und Ergebnisse in der eigenen Kundendatenbank bei Salesforce speichern. Ich kann das jederzeit auf der Datenschutzseite widerrufen.',
    },
  ],
}
