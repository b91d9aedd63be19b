import type { Messages } from '#app/words/en/index.ts'
import { contactFields } from './contact-fields.ts'

export const contact = {
  error: 'Fehler',
  correct: 'Bitte korrigieren Sie Folgendes',
  fields: contactFields,
  forms: {
    email: {
      title: 'Alle nächsten Schritte ansehen',
      text: 'Wohin dürfen wir sie senden? Sie erscheinen auch gleich hier.',
      submit: 'Nächste Schritte anzeigen',
    },
    details: {
      title: 'Ihr Name auf dem Bericht',
      text: 'Mit Name und Unternehmen können wir unseren Rat auf Ihr Haus zuschneiden.',
      submit: 'Angaben speichern',
    },
    phone: {
      title: 'Lieber darüber sprechen?',
      text: 'Hinterlassen Sie eine Nummer, und wir rufen Sie zu Ihrem Ergebnis an.',
      submit: 'Um Rückruf bitten',
    },
    first: {
      title: 'Ihr Ergebnis mit uns besprechen',
      text: 'Nur wenn Sie möchten: Alles auf dieser Seite steht Ihnen auch so offen.',
      submit: 'Sie dürfen mich kontaktieren',
    },
  },
  elsewhere: {
    title: 'Welche Adresse ist Ihre?',
    text: (address) =>
      `Ihr Ergebnis geht an ${address}; diese Adresse wurde in einem anderen Browser angegeben. Bevor Sie etwas zu Ihrer Person ergänzen, tragen Sie hier bitte Ihre eigene ein, auch wenn es dieselbe ist.`,
    submit: 'Diese Adresse verwenden',
  },
  withBox: 'Mit dem Häkchen können Sie ergänzen, wenn Sie möchten',
  consentTitle: 'Dürfen wir Sie kontaktieren? (freiwillig)',
  consentHint: 'Ergebnis und nächste Schritte erhalten Sie in jedem Fall.',
  consentMore: 'Verwendung und Löschung Ihrer Daten',
  correction: {
    title: 'Meine Angaben korrigieren',
    text: 'Was Sie leer lassen, bleibt, wie es ist. Entfernen lassen können Sie Angaben unter [Datenschutz und Ihre Daten].',
    save: 'Angaben speichern',
    address:
      'Das Ergebnis geht dann an die andere Adresse. Was Sie zu dieser angegeben haben, wird nicht übernommen, und wir fragen erneut, ob wir Sie kontaktieren dürfen.',
    useAddress: 'Diese Adresse verwenden',
  },
  withdraw: {
    title: 'Einwilligung widerrufen',
    text: 'Sie haben in diesem Browser eingewilligt. Ab dem Widerruf senden wir Ihnen nichts mehr und geben nichts über Sie weiter; unsere Kundendatenbank wird benachrichtigt. Ihr Ergebnis bleibt.',
    button: 'Einwilligung widerrufen',
  },
  link: {
    title: 'Sie kommen über einen Link aus einer E-Mail',
    sentTo: (address) => `Er wurde an ${address} gesendet.`,
    readOnly:
      'Diese Seite zeigt das Ergebnis. Name, Unternehmen und Telefonnummer lassen sich nur in dem Browser angeben und sehen, in dem die Fragen beantwortet wurden.',
    confirm: 'Ja, das ist meine Adresse',
  },
} satisfies Messages['contact']
