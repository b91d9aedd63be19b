import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES } from '#app/domain/limits.ts'
import type { Messages } from '#app/words/en/index.ts'
import { format } from './format.ts'
import { personFile } from './person-file.ts'

const UNSAID = 'noch nicht angegeben'

export const notice = {
  unsaid: UNSAID,
  list: (names) => names.join('; '),
  controller: {
    title: 'Verantwortlicher',
    company: 'Unternehmen',
    aboutData: 'Zu Ihren Daten',
    officer: 'Datenschutzbeauftragte Person',
    noOfficer:
      'Eine Benennung ist für uns gesetzlich nicht vorgeschrieben. Schreiben Sie an die Adresse oben.',
  },
  purposes: {
    title: 'Wozu wir Ihre Daten verarbeiten und auf welcher Rechtsgrundlage',
    of: {
      assessment: {
        title: 'Um Ihre Antworten auszuwerten und Ihnen Ihr Ergebnis zu zeigen',
        text: 'Wir speichern Ihre Antworten, damit Sie unterbrechen können, und leiten Punktzahl und Empfehlungen daraus ab.',
      },
      results: {
        title: 'Um Ihnen Ihr Ergebnis oder einen Link zum Fortsetzen per E-Mail zu senden',
        text: 'Nur wenn Sie dafür eine Adresse angeben. Sie wird für nichts anderes verwendet.',
      },
      contact: {
        title: 'Um Sie zu Ihrem Ergebnis zu kontaktieren',
        text: 'Nur wenn Sie das Häkchen dafür setzen. Dann kommen Ihre Kontaktdaten, Punktzahlen und Antworten in unsere Kundendatenbank, und jemand kann Ihnen schreiben oder Sie anrufen.',
      },
      ranking: {
        title: 'Um zu sehen, wen wir zuerst kontaktieren',
        text: 'Nur wenn Sie in die Kontaktaufnahme eingewilligt haben. Wie es funktioniert, steht unten.',
      },
      offer: {
        title: 'Um Ihnen mit Ihrem Ergebnis ein Gespräch anzubieten',
        text: 'Sobald Sie eine Adresse angeben, entscheidet die Regel unten, ob Ihre Ergebnisseite und Ihre E-Mail eines anbieten. Haben Sie nicht in die Kontaktaufnahme eingewilligt, folgt daraus nichts weiter: Niemand kontaktiert Sie.',
        interest: 'das Angebot denen zu machen, die am meisten davon haben können',
      },
      team: {
        title: 'Um Antworten in einer Geschäftsleitung zu vergleichen',
        text: 'Nur wenn Sie einen Link für Ihr Team erstellen oder über einen solchen antworten. Das Team sieht ab drei Personen, wie weit es übereinstimmt; niemand sieht Ihre Antworten oder auf welcher Seite Sie stehen. Hat, wer den Link erstellt hat, in die Kontaktaufnahme eingewilligt, erfährt auch unsere Kundendatenbank, wie weit das Team übereinstimmt.',
      },
      rights: {
        title: 'Um Ihre Anträge zu Ihren Daten nachweisbar zu erfüllen',
        text: 'Ein Link an die Adresse belegt, dass der Antrag von Ihnen stammt. Von einer Löschung bleibt ein Hashwert (mit Schlüssel) der Adresse, um eine wiederhergestellte Sicherung erneut zu bereinigen.',
      },
      security: {
        title: 'Um den Dienst vor Missbrauch zu schützen',
        text: 'Anfragen werden anhand eines Hashwerts (mit Schlüssel) ihres Netzes und ihrer Adresse gezählt. Wer bei uns Ihre Angaben einsieht, wird protokolliert.',
        interest: 'dass Programme ihn nicht überlasten und keine E-Mails an Fremde auslösen',
      },
      statistics: {
        title: 'Um die Standortbestimmung zu verbessern',
        text: 'Punktzahlen und Antworten bleiben und werden gezählt, wenn alles entfernt ist, was Sie identifiziert; nach einem Angebot auch, ob ein Vertrag zustande kam.',
        interest: 'anhand von Zahlen ohne Namen zu wissen, wie sie genutzt wird',
      },
    },
    bases: {
      consent: { article: 'Art. 6 Abs. 1 lit. a DSGVO', words: 'Ihre Einwilligung' },
      request: { article: 'Art. 6 Abs. 1 lit. b DSGVO', words: 'Sie haben es angefordert' },
      obligation: { article: 'Art. 6 Abs. 1 lit. c DSGVO', words: 'Wir sind gesetzlich dazu verpflichtet' },
      interest: { article: 'Art. 6 Abs. 1 lit. f DSGVO', words: 'Unser berechtigtes Interesse' },
    },
    allowed: ({ words, article }, interest = '') => `${words}${interest && `, ${interest}`} (${article}).`,
  },
  recipients: {
    title: 'Empfänger und Orte der Verarbeitung',
    texts: [
      'Sie arbeiten als Auftragsverarbeiter für uns und dürfen die Daten für nichts anderes verwenden. Wir verkaufen nichts davon.',
      'Für Unternehmen in den USA und Orte außerhalb der EU gelten der Angemessenheitsbeschluss zum EU-US Data Privacy Framework oder die Standardvertragsklauseln der Europäischen Kommission in unseren Verträgen. Auf Wunsch erhalten Sie eine Kopie.',
    ],
    usa: 'USA',
    does: (does, location) => `${does}. Ort: ${location}.`,
    gets: (names) => `Erhält: ${names}.`,
    hosting: {
      location: 'weltweit im nächsten Rechenzentrum; dort wird nichts gespeichert',
      does: 'Betreibt diese Seiten',
      doesWithTurnstile: 'Betreibt diese Seiten und prüft mit Turnstile, dass Sie kein Programm sind',
      gets: 'Was Sie hier senden und sehen und, während der Antwort, Ihre IP-Adresse',
    },
    database: { does: 'Betreibt die Datenbank', gets: 'Alles unter „Was wir im Einzelnen speichern“' },
    mail: {
      does: 'Versendet die E-Mails, die Sie anfordern',
      gets: 'Inhalt der E-Mail: Punktzahlen und Empfehlungen oder ein Link',
    },
    customers: {
      does: 'Betreibt unsere Kundendatenbank; erhält vor Ihrer Einwilligung in die Kontaktaufnahme nichts und wird nach Ihrer Adresse gefragt, wenn Sie eine Kopie oder die Löschung verlangen oder widerrufen',
      gets: [
        'Ihre Einordnung durch uns',
        'Ob Sie widerrufen haben oder eine E-Mail an Sie nicht zugestellt werden konnte',
      ],
      getsInNote: [
        'Ihre Antworten, in einer Notiz für unseren Vertrieb',
        'Wie weit Ihre Geschäftsleitung übereinstimmt, wenn Sie einen Link dafür erstellt haben',
      ],
      getsInHubspot: [
        'In welchen Text Sie eingewilligt haben',
        'Die Nummer in seinem Cookie, wenn eine unserer Seiten eines gesetzt hat',
      ],
    },
    webhooks: {
      name: (hosts) => `Unsere weiteren Systeme, unter ${hosts}`,
      does: 'Melden uns neue Ergebnisse; erhalten nichts, was zu Ihnen führt, solange Sie nicht in die Kontaktaufnahme eingewilligt haben, und erfahren, wenn Sie widerrufen oder Ihre Daten gelöscht werden',
      gets: ['Wann Sie fertig waren', 'Ob Sie Ihre Adresse bestätigt haben'],
    },
  },
  periods: {
    title: 'Speicherdauer',
    unfinished: {
      term: 'Eine nicht abgeschlossene Standortbestimmung',
      text: `Wird ${format.duration(LIFETIMES.session)} nach Ihrer letzten Antwort gelöscht.`,
    },
    here: {
      term: 'Ihre Kontaktdaten hier',
      text: (days) =>
        `Werden ${format.duration(days * DAY)} nach dem Abschluss entfernt. Punktzahlen und Antworten bleiben als Statistik.`,
    },
    customers: {
      term: (crm) => `Ihr Kontakt in ${crm}`,
      text: (days, clears) => {
        if (days === null)
          return `Die Dauer ist ${UNSAID}; in jedem Fall nur, bis Sie die Löschung verlangen.`
        const period = format.duration(days * DAY)
        if (!clears)
          return `Wird durch unseren Vertrieb gelöscht, ${period} nachdem wir zuletzt von Ihnen gehört haben, oder von selbst, sobald Sie die Löschung verlangen.`
        return `Ihre Ergebnisse dort und die Notiz mit Ihren Antworten werden ${period} nach Ihrer letzten Standortbestimmung von selbst entfernt. Name, Adresse und Verkaufschance werden danach durch unseren Vertrieb gelöscht, sofern Sie nicht mit ihm in Kontakt stehen. Alles wird gelöscht, sobald Sie es verlangen.`
      },
    },
    copies: {
      term: 'Sicherungen der Datenbank',
      text: (days) =>
        `Nach einem Ausfall lässt sich Entferntes ${days === null ? `eine Zeit lang (die Dauer ist ${UNSAID})` : `noch ${format.duration(days * DAY)}`} wiederherstellen; wir entfernen es dann erneut.`,
    },
  },
  ranking: {
    title: 'Wie wir einordnen, wen wir zuerst kontaktieren',
    texts: [
      'Sobald Sie eine Adresse angeben, ordnet eine einfache Regel Sie einer von drei Gruppen zu, nur nach dem, was Sie hier angeben.',
      'Wenn Sie in die Kontaktaufnahme eingewilligt haben, sieht unser Vertrieb die Gruppe. Andernfalls entscheidet sie nur, ob Ihre Seite und Ihre E-Mail Ihnen ein Gespräch anbieten; das beruht auf unserem berechtigten Interesse, und auch dem können Sie widersprechen.',
    ],
    basic: { term: 'Basis', text: 'Wir kennen Ihre E-Mail-Adresse.' },
    enhanced: { term: 'Erweitert', text: 'Wir kennen auch Ihren Namen und Ihr Unternehmen.' },
    qualified: {
      term: 'Für ein Gespräch qualifiziert',
      text: (below) =>
        `Wir kennen auch Ihre Telefonnummer, oder Ihre Punktzahl liegt unter ${below}, wo am meisten zu gewinnen ist. Wir bieten Ihnen ein Gespräch an, und vielleicht kontaktiert Sie jemand früher.`,
    },
    follows: {
      term: 'Was daraus folgt',
      text: 'Nur, wer zuerst kontaktiert wird, und das entscheidet ein Mensch. Punktzahl und Empfehlungen hängen allein von Ihren Antworten ab. Keine Maschine trifft eine Entscheidung, die rechtlich oder ähnlich auf Sie wirkt. Sie können jederzeit widersprechen.',
    },
  },
  rights: {
    title: 'Ihre Rechte und wie Sie sie ausüben',
    text: 'Das kostet nichts und braucht keinen Grund. Wir antworten innerhalb eines Monats.',
    write: (address) =>
      `Schreiben Sie ${address === null ? `uns (die Adresse ist ${UNSAID})` : `an ${address}`}`,
    see: {
      term: 'Auskunft und Datenübertragbarkeit',
      text: 'Wählen Sie „Eine Kopie meiner Daten erhalten“ im Formular auf der Datenschutzseite: eine Datei für Menschen und Programme (Art. 15 und 20 DSGVO).',
    },
    correct: {
      term: 'Berichtigung',
      text: (write) =>
        `Wählen Sie „Meine Angaben korrigieren“ auf Ihrer Ergebnisseite, in dem Browser, in dem Sie geantwortet haben. ${write}, wenn das nicht mehr geht (Art. 16 DSGVO).`,
    },
    erase: {
      term: 'Löschung',
      text: (crm) =>
        `Wählen Sie „Meine Daten löschen“ im Formular auf der Datenschutzseite. Das umfasst ${crm}, und Sie erhalten eine Bestätigung (Art. 17 DSGVO).`,
    },
    withdraw: {
      term: 'Widerruf Ihrer Einwilligung',
      text: 'Drücken Sie „Einwilligung widerrufen“ auf der Ergebnis- oder Datenschutzseite, in dem Browser, in dem Sie eingewilligt haben; sonst nutzen Sie das Formular auf der Datenschutzseite oder den Link in unseren E-Mails. Was bis dahin geschah, bleibt rechtmäßig (Art. 7 Abs. 3 DSGVO).',
    },
    object: {
      term: 'Widerspruch',
      text: (write) =>
        `${write}, wenn Sie nicht wollen, was wir aus berechtigtem Interesse tun. Widersprechen Sie der Kontaktaufnahme oder der Einordnung, beenden wir sie sofort (Art. 21 DSGVO).`,
    },
    restrict: {
      term: 'Einschränkung der Verarbeitung',
      text: (write) => `${write}, etwa während wir klären, ob etwas stimmt (Art. 18 DSGVO).`,
    },
    complain: {
      term: 'Beschwerde',
      text: (ours) =>
        `Bei der Datenschutzbehörde an Ihrem Wohn- oder Arbeitsort${ours === null ? '' : ` oder bei der für uns zuständigen: ${ours}`} (Art. 77 DSGVO).`,
      authorities: 'Liste der Behörden in der Europäischen Union',
      authoritiesUrl: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_de',
    },
  },
  browser: {
    title: 'Was in Ihrem Browser gespeichert wird',
    text: 'Kein Tracking, keine Werbung, nichts von anderen Unternehmen. Deshalb fragt Sie hier nichts nach Cookies.',
    textWithTurnstile:
      'Kein Tracking, keine Werbung. Deshalb fragt Sie hier nichts nach Cookies. Wurden aus Ihrem Netz viele Standortbestimmungen begonnen, kann eine Prüfung von Cloudflare (Turnstile) nötig sein, die zeigt, dass Sie kein Programm sind.',
    visitor: {
      term: 'Ein Cookie für Ihre Standortbestimmungen',
      text: `__Host-scorecard, wird gesetzt, wenn Sie eine Standortbestimmung beginnen, und nicht vorher; bleibt ${format.duration(LIFETIMES.visitorCookie)}. Es enthält Zufallsnummern Ihrer Standortbestimmungen, damit niemand anderes sie öffnen kann, und welche Startseite Sie gesehen haben.`,
    },
    link: {
      term: 'Ein Cookie für einen Link',
      text: `__Host-scorecard-link, gesetzt, wenn Sie einen Link aus unseren E-Mails öffnen; bleibt ${format.duration(LIFETIMES.linkCookie)}. Es enthält, was der Link erlaubt, damit er nicht in der Adresse stehen bleibt.`,
    },
    frame: {
      term: 'Ein Cookie für Seiten, die die Standortbestimmung zeigen',
      text: (hosts) =>
        `__Host-scorecard-embed, anstelle des ersten, wenn Sie die Standortbestimmung auf einer Seite von ${hosts} durchführen; Inhalt und Dauer sind dieselben. Jene Seite kann es nicht lesen und erfährt nichts von Ihren Antworten.`,
    },
    unsent: {
      term: 'Antworten, die uns noch nicht erreicht haben',
      text: 'Bleiben so lange im Browser, damit ohne Verbindung keine verloren geht.',
    },
  },
  besides: {
    title: 'Gut zu wissen',
    entries: [
      {
        term: 'Muss ich etwas angeben?',
        text: 'Nein. Antworten und die Punktzahl sehen können Sie, ohne zu sagen, wer Sie sind. Für alle Empfehlungen genügt eine E-Mail-Adresse.',
      },
      {
        term: 'Kinder',
        text: 'Die Standortbestimmung ist für Menschen, die in Unternehmen arbeiten, und nicht für Personen unter 18 Jahren. Hat uns ein Kind Daten gegeben, schreiben Sie uns, und wir löschen sie.',
      },
    ],
  },
  export: personFile,
} satisfies Messages['notice']
