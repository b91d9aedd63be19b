import { LIFETIMES } from '#app/domain/limits.ts'
import type { Messages } from '#app/words/en/index.ts'
import { counted, format, hours } from './format.ts'

const NUMBERS = ['', 'ein', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn']
const inNumber = (count: number) => NUMBERS[count] ?? String(count)

export const mail = {
  stop: 'Diese E-Mails abbestellen',
  imprint: 'Impressum',
  orOpen: 'Oder öffnen Sie diese Adresse:',
  results: {
    title: (product) => (product ? `Ihr Ergebnis: ${product}` : 'Ihr Ergebnis zur KI-Reife'),
    score: (score, product) => `${product ?? 'Ihre KI-Reife'}: ${score} von 100 Punkten`,
    quietPreheader: (areas) =>
      `Ihre Punktzahl, wie sie sich aus ${inNumber(areas)} Bereichen ergibt, und die nächsten Schritte.`,
    reason:
      'Sie erhalten diese E-Mail, weil diese Adresse angegeben wurde, um das Ergebnis einer Standortbestimmung zu erhalten.',
    outOf: 'von 100',
    areas: (areas) => `Ihre ${inNumber(areas)} Bereiche`,
    area: 'Bereich',
    areaScore: 'Punkte von\u00a0100',
    nextSteps: 'Die nächsten Schritte',
    keep: 'Halten',
    gain: counted('# Punkt zu gewinnen', '# Punkte zu gewinnen'),
    open: 'Ganzes Ergebnis ansehen',
    linkEnds: (day) => `Der Link gilt bis zum ${day}. Wer ihn hat, kann Ihr Ergebnis sehen.`,
    again: [
      'Was sich bewegt hat, sehen Sie, wenn Sie bis dahin ',
      'die Standortbestimmung wiederholen',
      ': Das neue Ergebnis wird mit diesem verglichen.',
    ],
    againAddress:
      'Was sich bewegt hat, sehen Sie, wenn Sie bis dahin die Standortbestimmung wiederholen und mit dieser vergleichen:',
    briefing: {
      title: 'Im Gespräch vertiefen',
      qualified: 'Aufgrund Ihrer Antworten bieten wir Ihnen ein Gespräch auf Führungsebene an.',
      about:
        'Aufgrund Ihrer Antworten bieten wir Ihnen ein Gespräch auf Führungsebene an: über Ihre Lücken, beginnend mit denen, bei denen sich Handeln am schnellsten auszahlt.',
      weWrite: 'Wir schreiben Ihnen und schlagen Termine vor.',
      agreeFirst:
        'Wenn Sie eines wünschen, willigen Sie auf der Seite mit Ihrem Ergebnis ein, dass wir Sie kontaktieren; dann schreiben wir Ihnen.',
      book: 'Gespräch vereinbaren',
      bookAddress: 'Hier können Sie es vereinbaren:',
    },
  },
  resume: {
    title: 'Machen Sie weiter, wo Sie aufgehört haben',
    reason: 'Sie erhalten diese E-Mail, weil für diese Adresse ein Link zum Fortsetzen angefordert wurde.',
    begun: (product) =>
      product ? `Sie haben begonnen: ${product}.` : 'Sie haben die Standortbestimmung zur KI-Reife begonnen.',
    stepsDone: (done, all) => `Sie haben ${done} von ${all} Schritten abgeschlossen.`,
    waiting: 'Ihre Antworten sind gespeichert.',
    waitingWhere: 'Ihre Antworten sind gespeichert und warten auf Sie.',
    lifetime: `Der Link öffnet Ihre Antworten auf jedem Gerät. Sie bleiben nach Ihrer letzten Antwort ${format.duration(LIFETIMES.session)} gespeichert und werden dann gelöscht.`,
    open: 'Fortsetzen',
    stranger: 'Wenn Sie den Link nicht angefordert haben, brauchen Sie nichts zu tun.',
  },
  privacy: {
    reason:
      'Sie erhalten diese E-Mail, weil mit dieser Adresse ein Antrag zu personenbezogenen Daten gestellt wurde.',
    stranger:
      'Wenn der Antrag nicht von Ihnen stammt, brauchen Sie nichts zu tun: Ohne den Link geschieht nichts.',
    lifetime: (lifetime) => `Der Link kann innerhalb von ${hours(lifetime)} einmal verwendet werden.`,
    requests: {
      export: {
        title: 'Kopie Ihrer Daten abrufen',
        body: 'Über den Link erhalten Sie eine Datei mit allen personenbezogenen Daten, die wir zu dieser Adresse gespeichert haben.',
        open: 'Meine Daten abrufen',
      },
      erasure: {
        title: 'Bestätigen Sie die Löschung Ihrer Daten',
        body: 'Öffnen Sie den Link und bestätigen Sie: Dann löschen wir die personenbezogenen Daten, die wir zu dieser Adresse gespeichert haben. Das lässt sich nicht rückgängig machen.',
        open: 'Meine Daten löschen',
      },
      withdrawal: {
        title: 'Bestätigen Sie den Widerruf Ihrer Einwilligung',
        body: 'Öffnen Sie den Link und bestätigen Sie: Dann senden wir Ihnen keine E-Mails mehr und geben Ihre Kontaktdaten nicht mehr weiter.',
        open: 'Einwilligung widerrufen',
      },
    },
  },
  receipt: {
    title: 'Ihre Einwilligung ist widerrufen',
    reason:
      'Sie erhalten diese E-Mail, weil die Einwilligung für diese Adresse widerrufen wurde. Weitere folgen nicht.',
    here: (day) =>
      `Ihre Einwilligung wurde am ${day} widerrufen. Wir senden Ihnen nichts mehr und geben nichts mehr weiter.`,
    open: 'Bestätigung ansehen',
  },
} satisfies Messages['mail']
