import type { Messages } from '#app/words/en/index.ts'
import { format, inDative } from './format.ts'

export const errors = {
  400: {
    title: 'Diese Anfrage war nicht lesbar',
    text: 'Etwas darin war anders als erwartet; gespeichert wurde nichts.',
    advice: 'Gehen Sie zurück, prüfen Sie Ihre Eingaben und senden Sie sie noch einmal.',
  },
  403: {
    title: 'Diese Anfrage kam von anderswo',
    text: 'Zu Ihrer Sicherheit nehmen wir Antworten nur von unseren eigenen Seiten an. Öffnen Sie die Fragen hier und versuchen Sie es noch einmal.',
    advice: '',
  },
  404: {
    title: 'Diese Seite haben wir nicht gefunden',
    text: 'Vielleicht ist die Adresse vertippt, oder der Link ist abgelaufen oder für jemand anderen bestimmt.',
    advice:
      'Ergebnisse öffnen sich nur in dem Browser, in dem die Fragen beantwortet wurden, oder über den Link in Ihrer E-Mail.',
  },
  405: {
    title: 'So funktioniert diese Seite nicht',
    text: 'Bitte beginnen Sie auf der Startseite.',
    advice: '',
  },
  409: {
    title: 'Sie haben in einem anderen Browser weitergemacht',
    text: 'Die Fragen lassen sich immer nur in einem Browser beantworten, und das ist jetzt ein anderer. Ihre Antworten sind dort.',
    advice:
      'Für die Rückkehr öffnen Sie in diesem Browser den Link aus der E-Mail, mit dem Sie weitergemacht haben. Öffnet er nichts mehr, wurde im anderen Browser eine andere Adresse angegeben: Lassen Sie sich von dort einen neuen Link schicken.',
  },
  413: {
    title: 'Das war zu umfangreich',
    text: 'Das Formular enthielt mehr, als wir annehmen können. Gehen Sie zurück, kürzen Sie Ihre Eingaben und senden Sie sie noch einmal.',
    advice: '',
  },
  422: {
    title: 'Das konnten wir nicht annehmen',
    text: 'Etwas fehlt oder gehört nicht zur Auswahl. Gehen Sie zum Schritt zurück, prüfen Sie Ihre Antworten und senden Sie sie noch einmal.',
    advice: '',
  },
  429: {
    title: 'Zu viele Versuche',
    text: 'Aus Ihrem Netz kamen in kurzer Zeit viele Anfragen. Was Sie vorher eingegeben haben, ist nicht verloren.',
    advice: '',
  },
  500: {
    title: 'Bei uns ist etwas schiefgegangen',
    text: 'Das Problem ist festgehalten, Ihre gespeicherten Antworten sind sicher. Bitte versuchen Sie es gleich noch einmal.',
    advice: '',
  },
  503: {
    title: 'Wir sind kurz nicht erreichbar',
    text: 'Ihre gespeicherten Antworten sind sicher.',
    advice: '',
  },
  link_cookie: {
    title: 'Bitte öffnen Sie den Link in Ihrer E-Mail noch einmal',
    text: (seconds) =>
      `Ein Link öffnet eine Seite in einem Browser, für ${format.duration(seconds)}, und hinterlässt nichts Geheimes in ihrer Adresse. Dieser Browser hat keinen solchen Link oder behält ihn nicht.`,
    advice:
      'Erlauben Sie Cookies für diese Website oder nehmen Sie einen anderen Browser, und öffnen Sie den Link in der E-Mail selbst. Hat Ihnen jemand diese Adresse geschickt, bitten Sie um einen Link über „Ergebnis teilen“.',
  },
  start_cookie: {
    title: 'Dieser Browser behält keine Cookies dieser Website',
    text: 'Das eine Cookie enthält eine Zufallszahl, über die Ihre Antworten zueinanderfinden. Es geht auch ohne: Dann gibt jede Seite Ihre Antworten an die nächste weiter.',
    advice: (seconds) =>
      `Senden Sie ohne Cookies jede Seite innerhalb von ${inDative(seconds)} ab und schließen Sie vor dem Ende keine: Beantwortetes lässt sich nicht wieder öffnen. Bisher ist nichts verloren.`,
  },
  aloneWithoutCookies:
    'Sie kommen über den Link einer Geschäftsleitung: Ohne Cookies antworten Sie für sich allein, und Ihre Antworten gehen nicht in den Vergleich ein. Um teilzunehmen, öffnen Sie den Link in einem Browser, der Cookies behält.',
  not_embedded: {
    title: 'Auf dieser Website wird die Seite nicht angezeigt',
    text: 'Die Scorecard erscheint auf anderen Websites nur dort, wo ihr Betreiber das erlaubt hat.',
    advice:
      'Hier steht sie allen offen: Öffnen Sie die Startseite. Ist es Ihre Website, lassen Sie deren Adresse in die Einstellung EMBED_ORIGINS aufnehmen.',
  },
  expired: {
    title: 'Ihre Sitzung ist abgelaufen',
    text: (seconds) =>
      `Zum Schutz Ihrer Daten löschen wir Unvollendetes nach ${inDative(seconds)} ohne Eingabe, auf Wunsch auch früher. Ein neuer Durchgang dauert wenige Minuten.`,
    advice: '',
  },
  outdated: {
    title: 'Die Fragen haben sich inzwischen geändert',
    text: (seconds) =>
      `Sie haben mit Fragen begonnen, die inzwischen ersetzt wurden; Ihre Antworten darauf lassen sich nicht zusammen mit den neuen bewerten. Sie werden wie immer ${format.duration(seconds)} nach Ihrer letzten Antwort gelöscht. Ergebnisse, die Sie schon haben, bleiben unverändert.`,
    advice: 'Bitte entschuldigen Sie die verlorene Zeit. Die neuen Fragen finden Sie auf der Startseite.',
  },
  number: (status) => `Fehler ${status}`,
  tryIn: (seconds) => `Bitte versuchen Sie es in ${format.wait(seconds)} noch einmal.`,
  quote: (reference) => `Wenn Sie uns dazu schreiben, nennen Sie bitte ${reference}.`,
  withoutCookies: 'Ohne Cookies weitermachen',
  tryAgain: 'Noch einmal versuchen',
  toStart: 'Zur Startseite',
  insecure: 'Die Adresse beginnt mit http:// und ist unterwegs für andere lesbar. Gespeichert wurde nichts.',
  otherMachine:
    'Die Website ist über die Einstellung SITE_URL für den Rechner eingerichtet, auf dem sie läuft, und antwortet unter keinem anderen Namen.',
  brokenLink:
    'Mailprogramme kürzen Links mitunter. Kopieren Sie die ganze Adresse aus der E-Mail, bis zum letzten Zeichen, und öffnen Sie sie.',
} satisfies Messages['errors']
