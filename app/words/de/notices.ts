import type { Messages } from '#app/words/en/index.ts'
import { format, inDative } from './format.ts'

export const notices = {
  unreadable: 'Dieses Formular war nicht lesbar',
  limited: {
    title: 'Das war viel in kurzer Zeit',
    text: (seconds) =>
      `Eben wurde nichts gespeichert. Ihre Antworten stehen noch im Formular: Bitte machen Sie in ${format.wait(seconds)} weiter.`,
  },
  ahead: {
    title: (step) => `Bitte schließen Sie zuerst Schritt ${step} ab`,
    text: 'Ihre Antworten unten sind noch nicht gespeichert.',
    link: (step) => `Zu Schritt ${step}`,
  },
  tampered: {
    title: 'Wir konnten diesen Browser nicht erkennen',
    text: 'Das Cookie, das diesen Browser mit Ihren Antworten verbindet, ist ungültig. Gespeichert wurde nichts.',
    linkText: 'Neu beginnen',
    page: 'Das Cookie, das diesen Browser mit Ihren Antworten verbindet, ist ungültig. Bitte beginnen Sie auf der Startseite neu.',
  },
  altered: {
    title: 'Das Formular kam verändert an',
    text: 'Was Ihre Auswertung ohne Cookies fortführt, wurde unterwegs gekürzt oder verändert. Diese Seite wurde nicht gespeichert; was zuvor gespeichert war, bleibt. Laden Sie die Seite neu, damit sie noch einmal gesendet wird, oder beginnen Sie neu, wenn das nicht hilft.',
    linkText: 'Neu beginnen',
  },
  superseded: {
    title: 'Sie haben inzwischen neu geantwortet',
    text: 'Gesendet wurde eine ältere Fassung dieser Seite, deshalb wurde daraus nichts gespeichert. Unten stehen Ihre neueren Antworten: Ändern Sie sie hier, oder gehen Sie weiter.',
  },
  expired: {
    title: 'Ihre Sitzung ist abgelaufen',
    text: (seconds) =>
      `Zum Schutz Ihrer Daten löschen wir Unvollendetes nach ${inDative(seconds)} ohne Eingabe, auf Wunsch auch früher. Gespeichert wurde nichts.`,
    linkText: 'Neu beginnen',
  },
  otherUnderWay: {
    title: 'In diesem Browser laufen zwei Durchgänge',
    text: 'Sie sehen einen davon.',
    linkText: 'Zum anderen wechseln',
  },
  otherAssessment: {
    title: 'Diese Seite gehört zu einem anderen Durchgang',
    gone: 'Dieser Browser hat ihn nicht mehr. Was er jetzt hat, erreichen Sie über die Startseite.',
    text: 'Dieser Browser hat ihn nicht mehr, und seine Antworten gehören nicht in den jetzigen. Gespeichert wurde nichts.',
    linkText: 'Zur Startseite',
  },
  moved: {
    title: 'Sie haben in einem anderen Browser weitergemacht',
    text: 'Die Fragen lassen sich immer nur in einem Browser beantworten, deshalb wurde hier nichts gespeichert. Für die Rückkehr öffnen Sie in diesem Browser den Link aus der E-Mail, mit dem Sie weitergemacht haben. Öffnet er nichts mehr, wurde im anderen Browser eine andere Adresse angegeben: Lassen Sie sich von dort einen neuen Link schicken.',
  },
  tooManyLinks: {
    title: 'Zu viele Links angefordert',
    text: (seconds) =>
      `Aus Ihrem Netz wurden zuletzt viele Links angefordert. Ihre Antworten sind gespeichert; bitte versuchen Sie es in ${inDative(seconds)} noch einmal.`,
  },
  addressFull: {
    title: 'Es wurde kein Link gesendet',
    text: 'An eine Adresse senden wir nur wenige E-Mails am Tag, und Sie haben schon alle angefordert. Ihre Antworten sind gespeichert: Machen Sie in diesem Browser weiter oder fordern Sie den Link morgen noch einmal an.',
  },
  answersUnavailable: {
    title: 'Wir konnten Ihre Antworten nicht speichern',
    text: 'Sie stehen noch im Formular. Bitte versuchen Sie es gleich noch einmal.',
  },
  unfinished: {
    title: 'Ihre Antworten sind gespeichert, der Rest muss warten',
    text: 'Etwas anderes ist gerade schiefgegangen. Bitte senden Sie diese Seite gleich noch einmal.',
  },
  resume: {
    kept: (seconds) =>
      `Er öffnet Ihre Antworten auf jedem Gerät. Nach der letzten Antwort bleiben sie ${format.duration(seconds)} gespeichert.`,
    waiting: 'Ein Link ist unterwegs in Ihr Postfach',
    sent: 'Ein Link wurde in Ihr Postfach gesendet',
    delayed: 'Ihr Link kommt etwas später',
    delayedText:
      'Es dauert gerade länger als sonst. Ihre Antworten sind gespeichert; Sie können hier weitermachen.',
    failed: 'Wir konnten Ihren Link nicht senden',
    failedText:
      'Ihre Antworten sind gespeichert, und Sie können in diesem Browser weitermachen. Prüfen Sie die Adresse oder versuchen Sie es morgen: An eine Adresse gehen nur wenige E-Mails am Tag.',
  },
  saved: 'Vielen Dank, Ihre Angaben sind gespeichert.',
  confirmed: 'Vielen Dank, Ihre Adresse ist bestätigt.',
  otherBrowser: {
    title: 'Ergänzen lässt sich nur im Browser, in dem die Fragen beantwortet wurden',
    text: 'Ein Link aus einer E-Mail zeigt das Ergebnis, wer immer ihn hat. Gespeichert wurde nichts: Bitte machen Sie Ihre Angaben in dem Browser, in dem Sie geantwortet haben, oder beantworten Sie die Fragen hier.',
  },
  emailFirst: {
    title: 'Zuerst brauchen wir Ihre E-Mail-Adresse',
    text: 'Bitte geben Sie Ihre E-Mail-Adresse an und danach die übrigen Angaben.',
  },
  detailsUnavailable: {
    title: 'Wir konnten Ihre Angaben nicht speichern',
    text: 'Sie stehen noch im Formular. Bitte versuchen Sie es gleich noch einmal.',
  },
  manyDetails: {
    network: 'Aus Ihrem Netz kamen viele Angaben',
    own: 'Ihre Angaben wurden oft geändert',
    text: (seconds) =>
      `Eben wurde nichts gespeichert. Was Sie eingegeben haben, steht noch im Formular: Bitte versuchen Sie es in ${format.wait(seconds)} noch einmal.`,
  },
  delivery: {
    confirmFirst:
      'Bitte öffnen Sie den Link darin und wählen Sie „Ja, das ist meine Adresse“: Bis dahin geben wir Ihre Angaben nicht weiter.',
    confirmedFirst: 'Bis Ihre Adresse bestätigt ist, geben wir Ihre Angaben nicht weiter.',
    waiting: 'Das Ergebnis ist per E-Mail an Sie unterwegs.',
    delayed: 'Das Ergebnis kommt per E-Mail zu Ihnen. Es dauert gerade länger als sonst.',
    sent: 'Wir haben Ihnen das Ergebnis per E-Mail gesendet.',
    bounced:
      'Unsere E-Mail mit dem Ergebnis kam zurück: Ihre Adresse nimmt keine Post an. Bewahren Sie stattdessen die Adresse dieser Seite auf.',
    complained: 'An Ihre Adresse senden wir keine E-Mails mehr, weil eine von uns als Spam gemeldet wurde.',
    refused:
      'Wir konnten Ihnen das Ergebnis nicht senden: Ihre Adresse wurde abgewiesen. Bewahren Sie stattdessen die Adresse dieser Seite auf.',
    failed:
      'Wir konnten Ihnen das Ergebnis nicht senden. Bewahren Sie die Adresse dieser Seite auf: In diesem Browser öffnet sie es.',
    addressFull:
      'Wir haben das Ergebnis nicht gesendet: An eine Adresse gehen nur wenige E-Mails am Tag, und Ihre hat sie schon erhalten.',
    alreadySent:
      'Wir haben das Ergebnis nicht gesendet: An Ihre Adresse ging schon eines, und ein weiteres folgt erst, wenn jemand einen unserer Links genutzt hat. Öffnen Sie diesen Link, wählen Sie „Ja, das ist meine Adresse“ und speichern Sie Ihre Adresse hier noch einmal.',
  },
} satisfies Messages['notices']
