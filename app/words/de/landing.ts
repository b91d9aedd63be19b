import type { Messages } from '#app/words/en/index.ts'
import { format, minutes, questions } from './format.ts'

export const landing = {
  questions,
  minutes: (count) => `Etwa ${minutes(count)}`,
  free: 'Ergebnis ohne Anmeldung',
  somethingChanged: 'Hat sich etwas verändert?',
  findOut: 'Erfahren Sie, wo Sie stehen',
  newOne: 'Ein neuer Durchgang beginnt mit der ersten Frage. Was Sie schon haben, bleibt.',
  effort: (count, time) => `${questions(count)}, etwa ${minutes(time)}, Pause jederzeit möglich.`,
  startNew: 'Neu beginnen',
  continue: 'Weitermachen',
  left: (count, time) => `Noch ${questions(count)}, etwa ${minutes(time)}.`,
  allAnswered: 'Alle Fragen sind beantwortet.',
  yourResult: (score) => `Ihr Ergebnis: ${score}`,
  completed: 'Sie haben die Fragen in diesem Browser beantwortet.',
  goOn: 'Zu Ihren Antworten',
  started: 'Sie haben in diesem Browser begonnen.',
  whoAsks: (company) => (company === null ? 'Wer fragt' : `Wer fragt: ${company}`),
  whoWeAre: 'Über uns',
  contactUs: 'Kontakt',
  sample: 'Ein Beispiel: erfundene Antworten, bewertet wie Ihre',
  advice: 'Nicht nur ein Ergebnis: was zu tun ist',
  adviceText:
    'Drei bis fünf Schritte, geordnet nach den Punkten, die sie bringen; hier die des Beispiels. Den ersten lesen Sie sofort, für die übrigen bitten wir um eine E-Mail-Adresse.',
  method: 'Wie das Ergebnis entsteht',
  area: (count, weight) => `${questions(count)}, ${format.percent(weight)} des Ergebnisses`,
  asked: 'Häufige Fragen',
  trap: 'Bitte leer lassen',
  preview: {
    unknown: 'Eine Variante mit diesem Namen gibt es nicht',
    unknownText: 'Dies ist die Seite, wie sie ist. [Ohne den Namen öffnen] oder den Link prüfen.',
    shown: 'Sie sehen eine Vorschau',
    shownText:
      'Dies ist eine Variante der Seite. Nichts, was Sie von hier aus tun, wird gezählt, und der nächste Besuch ist ein gewöhnlicher. [Seite wie Besucher öffnen].',
  },
} satisfies Messages['landing']
