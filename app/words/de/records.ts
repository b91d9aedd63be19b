import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { Messages } from '#app/words/en/index.ts'
import { heldContact } from './contact-fields.ts'
import { format, inDative } from './format.ts'

const days = (count: number) => format.duration(count * DAY)
const afterDays = (count: number) => `nach ${inDative(count * DAY)}`
const AFTER_LOG = `nach ${inDative(LIFETIMES.retentionLog)}`

export const records = {
  tables: {
    assessment_sessions: {
      title: 'Ihre offene Standortbestimmung',
      purpose: 'Damit Sie unterbrechen können.',
      until: () => `${format.duration(LIFETIMES.session)} nach Ihrer letzten Antwort oder mit dem Abschluss`,
    },
    assessments: {
      title: 'Ihr Ergebnis',
      purpose: 'Um es Ihnen zu zeigen und zu senden und Sie, wenn Sie einwilligen, darauf anzusprechen.',
      until: (count) =>
        `${days(count)} nach dem Abschluss; seine Nummer mit dem letzten Link dorthin, ${format.duration(LIFETIMES.resultsLink)} nach dessen Versand; Punktzahlen und Antworten bleiben als Statistik ohne Bezug zu Ihnen`,
    },
    hubspot_sync_queue: {
      title: 'Was auf dem Weg in unsere Kundendatenbank ist',
      purpose:
        'Damit Ihre Angaben unseren Vertrieb erreichen, auch wenn die Kundendatenbank gerade ausfällt.',
      until: (count) => `${days(count)} nach dem Abschluss`,
    },
    hubspot_follow_ups: {
      title: 'Die Notiz zu Ihrem Ergebnis in unserer Kundendatenbank',
      purpose:
        'Damit unser Vertrieb Ihre Punktzahlen und Antworten kennt und die Kundendatenbank, woher Sie kamen, je einmal.',
      until: (count) => `${days(count)} nach dem Abschluss`,
    },
    email_messages: {
      title: 'E-Mails, die wir Ihnen senden',
      purpose: 'Um zu senden, was Sie anfordern, aber nicht zu oft an eine Adresse oder aus einem Netz.',
      until: (count) =>
        `Mit dem Versand oder ${days(count)} nach der Anforderung; der Nachweis des Versands ${afterDays(count)}`,
    },
    webhook_deliveries: {
      title: 'Was unsere weiteren Systeme über Ihre Standortbestimmung erfahren',
      purpose:
        'Um Ihre Punktzahl weiterzugeben, nur mit Ihrer Einwilligung auch Ihre Angaben, ebenso Widerruf und Löschung.',
      until: (count) => `${days(count)} nach dem Ereignis; Widerruf und Löschung, sobald sie angekommen sind`,
    },
    access_links: {
      title: 'Links in E-Mails und solche, die Sie weitergeben',
      purpose:
        'Damit ein Link in einer E-Mail nur Ihnen Ihr Ergebnis oder Ihre offene Standortbestimmung öffnet und einer von Ihnen Ihr Ergebnis denen zeigt, die ihn bekommen, oder mit Ihrem nächsten vergleicht.',
      until: () => `Wenn der Link abläuft: spätestens nach ${inDative(LIFETIMES.resultsLink)}`,
    },
    privacy_requests: {
      title: 'Ihr Antrag zu Ihren Daten',
      purpose: 'Um mit einem Link zu prüfen, dass die Adresse Ihnen gehört.',
      until: () => `Wenn der Link abläuft, nach ${inDative(LIFETIMES.privacyLink)}`,
    },
    contact_marks: {
      title: 'Der Nachweis Ihres Widerrufs',
      purpose:
        'Um der Kundendatenbank Ihren Widerruf zu melden, ebenso, dass eine E-Mail zurückkam oder Spam genannt wurde, und Ihnen zu zeigen, was geschah.',
      until: (count) =>
        `Ihre Adresse, sobald die Kundendatenbank es weiß, spätestens ${afterDays(count)}; der Rest ${AFTER_LOG}`,
    },
    erasures: {
      title: 'Der Nachweis der Löschung',
      purpose:
        'Um sie in unserer Kundendatenbank abzuschließen und nach der Wiederherstellung einer Sicherung zu wiederholen.',
      until: (count) =>
        `Ihre Adresse, sobald die Kundendatenbank sie gelöscht hat, spätestens ${afterDays(count)}; der Rest ${AFTER_LOG}`,
    },
    teams: {
      title: 'Die Geschäftsleitung, die Sie eingeladen haben',
      purpose: 'Damit alle mit dem Link ihre Antworten ohne Namen mit Ihren vergleichen können.',
      until: () =>
        `Wenn Sie es beenden oder wir Ihre Angaben entfernen, spätestens nach ${inDative(LIFETIMES.team)}`,
    },
    rate_limits: {
      title: 'Zähler gegen Missbrauch',
      purpose:
        'Um Besuche der Startseite einmal am Tag zu zählen und zu viele Anfragen aus einem Netz, zu einer Adresse oder Standortbestimmung zu bemerken.',
      until: () => 'Etwa zwei Tage nach dem letzten Versuch',
    },
    deal_outcomes: {
      title: 'Was aus einem Angebot an Sie wurde',
      purpose: 'Um zu wissen, welche Ergebnisse zu Verträgen führen.',
      until: () =>
        'Mit der Nummer Ihres Ergebnisses; ob ein Vertrag zustande kam, bleibt als Statistik ohne Bezug zu Ihnen',
    },
    uncounted_assessments: {
      title: 'Dass Ihr Ergebnis noch zu zählen ist',
      purpose: 'Um ein neues Ergebnis in Statistiken ohne Bezug zu Ihnen aufzunehmen.',
      until: () => 'Wenige Minuten nach dem Abschluss',
    },
    ops_actions: {
      title: 'Das Protokoll unserer Betreiber',
      purpose: 'Um zu zeigen, wer etwas wiederholt, anhält oder einsieht, und dass niemand es grundlos tut.',
      until: () => format.duration(LIFETIMES.retentionLog),
    },
  },
  columns: {
    ...heldContact,
    addressAndNetworkHash: 'Hashwerte (mit Schlüssel) Ihrer Adresse und Ihres Netzes',
    addressHash: 'Hashwert (mit Schlüssel) Ihrer Adresse',
    answers: 'Ihre Antworten',
    asked: 'Gegenstand und Zeitpunkt Ihres Antrags',
    assessmentNumber: 'Nummer Ihrer Standortbestimmung',
    browser: 'Art des Browsers und Geräts, ohne Version',
    browserNumber: 'Nummer, die sie mit Ihrem Browser verbindet',
    campaign: 'Kampagne, die Sie hierher geführt hat',
    confirmedAt: 'Wann jemand die Adresse als eigene bestätigt hat',
    consent: 'Ihre Einwilligung: wann, zu welchem Text und wofür',
    counterHash:
      'Hashwert (mit Schlüssel) Ihrer IP-Adresse (auf der Startseite auch der Art Ihres Browsers und des Tages), Ihrer E-Mail-Adresse oder der Nummer Ihrer Standortbestimmung',
    counted: 'Zeitpunkt der Anfragen',
    deliveryNumbers: 'Nummern der Übermittlung',
    erasedAt: 'Zeitpunkt und Umfang der Löschung hier und dort',
    erasedHash:
      'Hashwert (mit Schlüssel) Ihrer Adresse, der nur zu Ihnen führt, wenn wir sie wieder erhalten',
    erasureNumbers: 'Nummern des Gelöschten',
    finished: 'Zeitpunkt des Abschlusses und Dauer',
    given: 'Welche Angaben Sie gemacht oder bestätigt haben, ohne Inhalt',
    hubspotCookie: 'Nummer im Cookie unserer Kundendatenbank, wenn eine unserer Seiten eines gesetzt hat',
    language: 'Sprache der genutzten Seiten',
    linkNumbers: 'Nummern des Links',
    linkTimes: 'Wann er erstellt und verwendet wurde und abläuft',
    locale: 'Sprache, die Ihr Browser anfordert',
    looked: 'Wann jemand von uns Ihre Kontaktdaten hier, außerhalb der Kundendatenbank, eingesehen hat',
    mailKind: 'Art und Versand der E-Mail',
    mailNumbers: 'Nummern der E-Mail',
    networkHash: 'Hashwert (mit Schlüssel) Ihrer IP-Adresse, nie sie selbst',
    noteNumbers: 'Nummern der Notiz',
    operatorHash: 'Hashwert (mit Schlüssel) der Adresse des Betreibers',
    outcome: 'Ob ein Vertrag zustande kam',
    passedOn: 'Wann es an die Kundendatenbank und an Sie ging',
    progress: 'Wie weit Sie gekommen sind',
    receiptNumber: 'Nummer der Bestätigung',
    referrer: 'Website, die Sie hierher geführt hat, nicht welche Seite von ihr',
    removedAt: 'Wann Ihre Kontaktdaten entfernt wurden',
    requestNumbers: 'Nummern des Antrags',
    resultNumbers: 'Nummern dieses Ergebnisses, hier und in unserer Kundendatenbank',
    scores: 'Ihre Punktzahlen',
    scoresAndAdvice: 'Ihre Punktzahlen und Empfehlungen',
    team: 'Die Geschäftsleitung, in der Sie vergleichen',
    teamNumbers: 'Nummern des Teams',
    teamTimes: 'Wann Sie den Link erstellt haben und er endet',
    times: 'Beginn und letzter Besuch',
    told: 'Was mitgeteilt wurde und wann',
    toldNumbers: 'Nummern der Mitteilung',
    undeliverable: 'Ob sie zurückkam oder als Spam gemeldet wurde',
    variant: 'Welche Fassung der Startseite Sie gesehen haben',
    withdrawal: 'Zeitpunkt Ihres Widerrufs und was die Kundendatenbank getan hat',
    withdrawalNumbers: 'Nummern dessen, was widerrufen wurde',
    written: 'Was geschrieben wurde und wann',
  },
  formerQuestions:
    'Diese Fragen wurden vor so langer Zeit ersetzt, dass ihr Wortlaut nicht mehr vorliegt. Von Ihren Antworten ist erhalten, welche Auswahl Sie getroffen haben, von A, der ersten, bis E, der letzten: siehe „responses“.',
} satisfies Messages['records']
