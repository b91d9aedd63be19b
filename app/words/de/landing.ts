import type { Messages } from '#app/words/en/index.ts'
import { days, format, minutes, questions } from './format.ts'

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
    'Drei bis fünf Schritte, geordnet nach den Punkten, die sie bringen; hier sind es die des Beispiels. Den ersten lesen Sie ohne Weiteres, für die übrigen bitten wir um eine E-Mail-Adresse.',
  method: 'Wie das Ergebnis entsteht',
  methodText:
    'Jede Frage hat fünf Antworten, von überall gelebter Praxis (100 Punkte) bis „gibt es nicht“ oder „weiß ich nicht“ (0). Ein Bereich erhält den Mittelwert seiner Antworten; in der Gesamtzahl wiegt mehr, was im Fehlerfall teurer wird. Gleiche Antworten ergeben stets das gleiche Ergebnis, ohne Ermessen.',
  area: (count, weight) => `${questions(count)}, ${format.percent(weight)} des Ergebnisses`,
  asked: 'Häufige Fragen',
  name: {
    title: 'Muss ich sagen, wer ich bin?',
    text: 'Nein. Ergebnis, Bereiche und die erste Empfehlung sehen Sie ohne Namen und Adresse. Für alle Empfehlungen genügt eine E-Mail-Adresse.',
  },
  call: {
    title: 'Ruft mich jemand an?',
    text: 'Nur wenn Sie das entsprechende Häkchen setzen. Es ist nie vorab gesetzt, keine Empfehlung hängt davon ab, und Sie können jederzeit widerrufen.',
  },
  who: {
    title: 'Wer sollte antworten?',
    text: 'Wer im Unternehmen für diese Themen geradesteht. Vorbereitung ist nicht nötig, und „weiß ich nicht“ ist eine Antwort: Sie zählt als nicht vorhanden, denn darauf kann sich niemand verlassen.',
  },
  pause: {
    title: 'Kann ich unterbrechen und später weitermachen?',
    text: (seconds) =>
      `Ja. Jede Antwort wird sofort gespeichert, für ${format.duration(seconds)}, und ein Link per E-Mail öffnet sie auf einem anderen Gerät.`,
  },
  data: {
    title: 'Was geschieht mit meinen Antworten?',
    text: (count) =>
      `${days(count)} nach dem Abschluss wird alles entfernt, was zeigt, wer Sie sind. Punkte und Antworten bleiben als Statistik. [Datenschutz und Ihre Daten]`,
  },
  trap: 'Dieses Feld bitte leer lassen',
  preview: {
    unknown: 'Eine Variante mit diesem Namen gibt es nicht',
    unknownText: 'Dies ist die Seite, wie sie ist. [Ohne den Namen öffnen] oder den Link prüfen.',
    shown: 'Sie sehen eine Vorschau',
    shownText:
      'Dies ist eine Variante der Seite. Nichts, was Sie von hier aus tun, wird gezählt, und der nächste Besuch ist ein gewöhnlicher. [Seite wie Besucher öffnen].',
  },
} satisfies Messages['landing']
