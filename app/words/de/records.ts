import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { Messages } from '#app/words/en/index.ts'
import { format, inDative } from './format.ts'

const days = (count: number) => format.duration(count * DAY)
const afterDays = (count: number) => `nach ${inDative(count * DAY)}`
const AFTER_LOG = `nach ${inDative(LIFETIMES.retentionLog)}`

export const records = {
  tables: {
    assessment_sessions: {
      title: 'Ihre nicht abgeschlossene Standortbestimmung',
      purpose: 'Damit Sie unterbrechen und später weitermachen können.',
      until: () => `${format.duration(LIFETIMES.session)} nach Ihrer letzten Antwort oder mit dem Abschluss`,
    },
    assessments: {
      title: 'Ihr Ergebnis',
      purpose:
        'Um Ihnen Ihr Ergebnis zu zeigen und zu senden und Sie darauf anzusprechen, wenn Sie eingewilligt haben.',
      until: (count) =>
        `${days(count)} nach dem Abschluss; die Nummer des Ergebnisses, wenn der letzte Link dorthin endet, ${format.duration(LIFETIMES.resultsLink)} nach seinem Versand; Punktzahlen und Antworten bleiben als Statistik, die zu niemandem führt`,
    },
    hubspot_sync_queue: {
      title: 'Was auf dem Weg in unsere Kundendatenbank ist',
      purpose:
        'Damit Ihre Angaben diejenigen erreichen, die Sie kontaktieren, auch wenn die Kundendatenbank gerade nicht erreichbar ist.',
      until: (count) => `${days(count)} nach dem Abschluss`,
    },
    hubspot_follow_ups: {
      title: 'Die Notiz zu Ihrem Ergebnis in unserer Kundendatenbank',
      purpose:
        'Damit diejenigen, die Sie kontaktieren, Ihre Punktzahlen und Antworten kennen und unsere Kundendatenbank weiß, woher Sie kamen, je einmal.',
      until: (count) => `${days(count)} nach dem Abschluss`,
    },
    email_messages: {
      title: 'E-Mails, die wir Ihnen senden',
      purpose:
        'Um zu senden, was Sie angefordert haben, aber nicht zu oft an dieselbe Adresse oder aus demselben Netz.',
      until: (count) =>
        `Sobald die E-Mail versandt ist oder ${days(count)} nach der Anforderung; der Nachweis, dass eine versandt wurde, ${afterDays(count)}`,
    },
    webhook_deliveries: {
      title: 'Was unsere weiteren Systeme über Ihre Standortbestimmung erfahren',
      purpose:
        'Um Ihre Punktzahl weiterzugeben und, nur wenn Sie in die Kontaktaufnahme eingewilligt haben, Ihre Angaben; ebenso, dass Sie widerrufen haben oder Ihre Daten gelöscht wurden.',
      until: (count) =>
        `${days(count)} nach dem Ereignis; Widerruf und Löschung, sobald die Mitteilung angekommen ist`,
    },
    access_links: {
      title: 'Links in E-Mails und solche, die Sie weitergeben',
      purpose:
        'Damit ein Link in einer E-Mail Ihr Ergebnis oder Ihre nicht abgeschlossene Standortbestimmung nur für Sie öffnet und ein von Ihnen erstellter Link Ihr Ergebnis denen zeigt, denen Sie ihn geben, oder Ihr nächstes damit vergleicht.',
      until: () => `Wenn der Link abläuft: spätestens nach ${inDative(LIFETIMES.resultsLink)}`,
    },
    privacy_requests: {
      title: 'Ihr Antrag zu Ihren Daten',
      purpose: 'Um Ihnen einen Link zu senden, der belegt, dass die Adresse Ihnen gehört.',
      until: () => `Wenn der Link abläuft, nach ${inDative(LIFETIMES.privacyLink)}`,
    },
    contact_marks: {
      title: 'Der Nachweis, dass Sie Ihre Einwilligung widerrufen haben',
      purpose:
        'Um Ihren Widerruf an unsere Kundendatenbank weiterzugeben, ebenso, dass eine E-Mail zurückkam oder als Spam gemeldet wurde, und um Ihnen zu zeigen, was geschehen ist.',
      until: (count) =>
        `Ihre Adresse, sobald unsere Kundendatenbank es erfahren hat, spätestens ${afterDays(count)}; der Rest ${AFTER_LOG}`,
    },
    erasures: {
      title: 'Der Nachweis, dass wir Ihre Daten gelöscht haben',
      purpose:
        'Um die Löschung in unserer Kundendatenbank abzuschließen und sie zu wiederholen, falls wir eine Sicherung wiederherstellen müssen.',
      until: (count) =>
        `Ihre Adresse, sobald unsere Kundendatenbank sie gelöscht hat, spätestens ${afterDays(count)}; der Rest ${AFTER_LOG}`,
    },
    teams: {
      title: 'Das Führungsteam, das Sie eingeladen haben',
      purpose: 'Damit alle, die den Link haben, ihre Antworten mit Ihren vergleichen können, ohne Namen.',
      until: () =>
        `Wenn Sie es beenden oder wenn wir Ihre Angaben entfernen; spätestens nach ${inDative(LIFETIMES.team)}`,
    },
    rate_limits: {
      title: 'Zähler gegen Missbrauch',
      purpose:
        'Um Besuche der Startseite einmal am Tag zu zählen und zu bemerken, wenn von einem Netz, zu einer Adresse oder zu einer Standortbestimmung zu viele Anfragen kommen.',
      until: () => 'Spätestens etwa zwei Tage nach dem letzten Versuch',
    },
    deal_outcomes: {
      title: 'Was aus einem Angebot an Sie wurde',
      purpose: 'Um zu wissen, welche Ergebnisse zu Verträgen führen.',
      until: () =>
        'So lange wie die Nummer Ihres Ergebnisses; ob ein Vertrag zustande kam, bleibt als Statistik, die zu niemandem führt',
    },
    ops_actions: {
      title: 'Das Protokoll dessen, was unsere Betreiber getan haben',
      purpose:
        'Um zu zeigen, wer etwas wiederholt, angehalten oder eingesehen hat, und dass niemand ohne Grund einsieht.',
      until: () => format.duration(LIFETIMES.retentionLog),
    },
  },
  columns: {
    email: 'E-Mail-Adresse',
    firstName: 'Vorname',
    lastName: 'Nachname',
    company: 'Unternehmen',
    phone: 'Telefonnummer',
    addressAndNetworkHash: 'Hashwerte Ihrer Adresse und Ihres Netzes, mit einem Schlüssel gebildet',
    addressHash: 'Hashwert Ihrer Adresse, mit einem Schlüssel gebildet',
    answers: 'Ihre Antworten',
    asked: 'Gegenstand und Zeitpunkt Ihres Antrags',
    assessmentNumber: 'Nummer Ihrer Standortbestimmung',
    browser: 'Art des Browsers und Geräts, ohne Version',
    browserNumber: 'Nummer, die sie mit Ihrem Browser verbindet',
    campaign: 'Kampagne, die Sie hierher geführt hat',
    confirmedAt: 'Zeitpunkt, zu dem jemand bestätigt hat, dass die Adresse die eigene ist',
    consent: 'Ihre Einwilligung: wann, zu welchem Text und wofür',
    counterHash:
      'Hashwert Ihrer IP-Adresse (bei einem Besuch der Startseite auch der Art Ihres Browsers und des Tages), Ihrer E-Mail-Adresse oder der Nummer Ihrer Standortbestimmung, mit einem Schlüssel gebildet',
    counted: 'Zeitpunkt der Anfragen',
    deliveryNumbers: 'Nummern der Übermittlung',
    erasedAt: 'Zeitpunkt und Umfang der Löschung hier und in unserer Kundendatenbank',
    erasedHash:
      'Hashwert Ihrer Adresse, mit einem Schlüssel gebildet, der nur zu Ihnen führt, wenn wir die Adresse wieder erhalten',
    erasureNumbers: 'Nummern dessen, was gelöscht wird oder wurde',
    finished: 'Zeitpunkt des Abschlusses und Dauer',
    given: 'Welche Angaben Sie gemacht oder bestätigt haben, ohne deren Inhalt',
    hubspotCookie:
      'Nummer im Cookie unserer Kundendatenbank, wenn Sie von einer unserer Seiten kamen, die eines gesetzt hat',
    language: 'Sprache der Seiten, die Sie genutzt haben',
    linkNumbers: 'Nummern des Links',
    linkTimes: 'Zeitpunkte, zu denen er erstellt und verwendet wurde und zu dem er abläuft',
    locale: 'Sprache, die Ihr Browser anfordert',
    looked:
      'Zeitpunkt, zu dem jemand von uns hier, außerhalb unserer Kundendatenbank, Ihre Kontaktdaten eingesehen hat',
    mailKind: 'Art der E-Mail und Zeitpunkt des Versands',
    mailNumbers: 'Nummern der E-Mail',
    networkHash: 'Hashwert Ihrer IP-Adresse, mit einem Schlüssel gebildet, nie die Adresse selbst',
    noteNumbers: 'Nummern der Notiz',
    operatorHash: 'Hashwert der eigenen Adresse des Betreibers, mit einem Schlüssel gebildet',
    outcome: 'Ob ein Vertrag zustande kam',
    passedOn: 'Zeitpunkt der Übermittlung an unsere Kundendatenbank und des Versands an Sie',
    progress: 'Wie weit Sie gekommen sind',
    receiptNumber: 'Nummer der Bestätigung',
    referrer: 'Website, die Sie hierher geführt hat, nicht welche Seite von ihr',
    removedAt: 'Zeitpunkt, zu dem Ihre Kontaktdaten entfernt wurden',
    requestNumbers: 'Nummern des Antrags',
    resultNumbers: 'Nummern dieses Ergebnisses, hier und in unserer Kundendatenbank',
    scores: 'Ihre Punktzahlen',
    scoresAndAdvice: 'Ihre Punktzahlen und Empfehlungen',
    team: 'Das Führungsteam, in dem Sie Ihre Antworten vergleichen',
    teamNumbers: 'Nummern des Teams',
    teamTimes: 'Zeitpunkt, zu dem Sie den Link erstellt haben, und zu dem er endet',
    times: 'Zeitpunkt des Beginns und Ihres letzten Besuchs',
    told: 'Was mitgeteilt wurde und wann',
    toldNumbers: 'Nummern der Mitteilung',
    undeliverable: 'Ob sie zurückkam oder als Spam gemeldet wurde',
    variant: 'Welche Fassung der Startseite Sie gesehen haben',
    withdrawal: 'Zeitpunkt Ihres Widerrufs und was in unserer Kundendatenbank geschehen ist',
    withdrawalNumbers: 'Nummern dessen, was widerrufen wurde',
    written: 'Was geschrieben wurde und wann',
  },
} satisfies Messages['records']
