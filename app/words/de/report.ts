import type { Messages } from '#app/words/en/index.ts'
import { counted, format, questions } from './format.ts'

const fixesLead = counted('Eine Verbesserung führt', '# Verbesserungen führen')

export const report = {
  title: 'Bericht für die Führung',
  kind: 'Bericht zur KI-Reife',
  kindOf: (product) => `${product}: Bericht`,
  heading: 'Wie weit sich das Unternehmen auf seine KI verlassen kann',
  file: 'bericht-zur-ki-reife',
  offeredBy: (company) => `, eine Standortbestimmung von ${company}`,
  areas: 'Die Bereiche',
  lastTime: 'Seit dem letzten Mal',
  answers: 'Die Antworten hinter dem Ergebnis',
  answerHeads: ['Frage', 'Antwort', 'Punkte'],
  points: (gained, most) => `${gained} von ${most}`,
  steps: 'Was jetzt zu tun ist',
  way: (category, from, count, after) =>
    `Der kürzeste Weg zu „${category}“ (ab ${from} Punkten): ${fixesLead(count)} zu einem Ergebnis von ${after}.`,
  toGain: (points) => `, ${format.points(points)} zu gewinnen`,
  locked: ': Der Schritt steht nach Angabe einer E-Mail-Adresse auf der Ergebnisseite.',
  method: 'Wie das Ergebnis entsteht',
  methodText: (count, areas) =>
    `Eine Person hat ${questions(count)} aus ${areas.length} Bereichen beantwortet. Jede Antwort ist eine von fünf Stufen, von „vorhanden, gemessen und belegt“ (100 Punkte) bis „nicht vorhanden oder nicht bekannt“ (0 Punkte). Ein Bereich erhält den Mittelwert seiner Antworten, die Gesamtzahl ist deren gewichtetes Mittel: ${areas.map(({ name, weight }) => `${name} ${format.percent(weight)}`).join(', ')}. Punkte stehen in ganzen Zahlen.`,
  selfAssessment:
    'Es ist eine Selbsteinschätzung: Niemand hat die Antworten geprüft, und sie zeigen eine Sicht zu einem Zeitpunkt. Sie hilft zu entscheiden, wo zuerst hinzusehen ist, und ist weder Prüfung noch Zertifikat.',
  meaning: 'Was die Gesamtzahl bedeutet',
  meaningHeads: ['Punkte', 'Stufe', 'In einem Satz'],
  spread: (total, from, to, below) =>
    `Von rund ${total} Ergebnissen mit denselben Fragen vom ${from} bis ${to} lagen etwa ${format.percent(below)} darunter.`,
  version: (version) => `Fassung der Fragen: ${version}.`,
  actions: {
    failed: 'Das PDF ließ sich gerade nicht erstellen',
    failedText:
      'Drucken Sie stattdessen diese Seite; Ihr Browser kann sie auch als PDF speichern. Oder versuchen Sie es später.',
    download: 'Als PDF herunterladen',
    print: 'Drucken',
    letter: 'PDF im Format US Letter',
    hint: 'Zum Drucken oder Speichern als PDF: „Drucken“ im Menü des Browsers (Strg+P, auf dem Mac ⌘P).',
    back: 'Zurück zum Ergebnis',
  },
} satisfies Messages['report']
