import type { Messages } from '#app/words/en/index.ts'
import { counted, days, format } from './format.ts'

const fixes = counted('eine Verbesserung', '# Verbesserungen')
const theseFixes = counted('dieser Verbesserung', 'diesen # Verbesserungen')
const answers = counted('# Antwort', '# Antworten')

export const results = {
  title: 'Ihr Ergebnis',
  gauge: (score, category) => `${score} von 100 Punkten: ${category}`,
  outOf100: 'von 100',
  range: (from, to) => `${from} bis ${to}`,
  onward: 'Was jetzt zu tun ist',
  meaning: 'Was dieses Ergebnis bedeutet',
  movedYours: 'Was Ihr Ergebnis bestimmt hat',
  moved: 'Was das Ergebnis bestimmt hat',
  openAreas:
    'Öffnen Sie einen Bereich, um zu sehen, was jede Antwort beigetragen hat, in ganzen Punkten der Gesamtzahl.',
  otherQuestions: 'Die Fragen wurden seither geändert; die Antworten werden deshalb nicht daneben gezeigt.',
  weight: (of100) => `zählt ${format.percent(of100)}`,
  gains: 'Wo Sie die meisten Punkte gewinnen',
  strengths: 'Stärken, die Sie halten sollten',
  keep: 'Halten',
  point: counted('Punkt', 'Punkte'),
  answers: (count, lost) =>
    `${answers(count)}${lost > 0 ? `, ${lost} mit Luft nach oben` : ', nichts verloren'}`,
  of: (most) => `von ${most}`,
  fix: 'Verbessern',
  tryFixes: 'Ergebnis mit diesen Verbesserungen ansehen',
  whatIf: (count, after, before, category) =>
    `Mit ${theseFixes(count)} wären es *${after}* statt ${format.points(before)}${category === null ? '.' : `: ${category}.`}`,
  clear: 'Auswahl aufheben',
  way: (category, from, titles) =>
    `Der kürzeste Weg zu „${category}“ (ab ${from} Punkten): ${fixes(titles.length)}, nämlich ${format.list(titles)}. [Ergebnis damit ansehen]`,
  highest: 'Eine höhere Stufe als Ihre gibt es nicht.',
  briefing: {
    title: 'Ihr persönliches Gespräch',
    text: 'Gehen Sie Ihr Ergebnis mit uns durch.',
    weWrite: 'Wir schreiben Ihnen und schlagen Termine vor.',
    agree: 'Dafür genügt es, [der Kontaktaufnahme zuzustimmen]; dann schreiben wir Ihnen.',
    choose: 'Termin wählen',
  },
  lastTime: {
    title: 'Seit dem letzten Mal',
    otherQuestions: (day, score) =>
      `Am ${day} waren es ${format.points(score)}. Die Fragen wurden seither geändert; die beiden Ergebnisse lassen sich nicht vergleichen.`,
    before: (day, score) => `Am ${day} waren es ${format.points(score)}.`,
    same: 'Daran hat sich nichts geändert.',
    higher: (points) => `Jetzt sind es ${format.points(points)} mehr.`,
    lower: (points) => `Jetzt sind es ${format.points(points)} weniger.`,
    heads: ['Bereich', 'Damals', 'Heute', 'Änderung'],
    formerQuestions:
      'Beide Male galt eine frühere Fassung der Fragen; die Antworten werden deshalb nicht nebeneinander gezeigt.',
    unchanged: 'Alle Fragen wurden beantwortet wie zuvor.',
    changed: counted('Eine Antwort hat sich geändert', '# Antworten haben sich geändert'),
    then: (answer) => `Damals: ${answer}`,
    now: (answer) => `Heute: ${answer}`,
  },
  spread: {
    title: 'Wo dieses Ergebnis steht',
    summary: (from, to, share, total, below) =>
      `Von rund ${total} Ergebnissen liegen ${format.percent(share)}, wie dieses, zwischen ${from} und ${to}${below > 0 ? `, etwa ${format.percent(below)} darunter.` : '; niedriger liegt keines.'}`,
    chart: 'Anteil der Ergebnisse nach Punkten.',
    own: 'dieses Ergebnis',
    table: 'Als Tabelle',
    heads: ['Punkte', 'Anteil der Ergebnisse'],
    source: (from, to) =>
      `Alle Durchgänge mit diesen Fragen, die vom ${from} bis ${to} begonnen wurden, gerundet; dieser kann darunter sein.`,
  },
  keeping: {
    report: 'Für Vorstand und Aufsichtsrat',
    reportText: 'Ergebnis, Antworten und nächste Schritte als Dokument zum Drucken oder Weitergeben.',
    openReport: 'Bericht öffnen',
    share: 'Ergebnis teilen',
    shareText:
      'Erstellen Sie einen Link für Ihr Team. Er zeigt Ergebnis, Antworten und nächste Schritte, aber nichts über Sie, bis Sie ihn hier beenden oder wir Ihre Angaben entfernen.',
    shared: (until) =>
      `Wer diesen Link hat, liest bis ${until} Ergebnis, Antworten und nächste Schritte, aber nichts über Sie:`,
    makeLink: 'Link zum Teilen erstellen',
    endLink: 'Link beenden',
    again: 'Noch einmal messen',
    againText: (count) =>
      `So sehen Sie, was sich bewegt hat. ${days(count)} lang vergleicht dieser Browser das nächste Ergebnis von selbst mit diesem.`,
    againNow: 'Jetzt noch einmal beginnen',
    againLater:
      'Für später, etwa in drei Monaten, oder für einen anderen Browser bewahren Sie einen Link auf, der beide vergleicht.',
    againLink: (until) =>
      `Beginnen Sie den nächsten Durchgang bis ${until} über diesen Link, um zu vergleichen:`,
    makeAgainLink: 'Link für später erstellen',
    againCompared:
      'Ihr nächstes Ergebnis wird mit diesem verglichen, Bereich für Bereich und Frage für Frage.',
    forget: 'Nutzen andere diesen Browser?',
    forgetText: (sharing) =>
      `Lassen Sie ihn alles vergessen: Dann zeigt hier keine Seite mehr Ihre Antworten, Ergebnisse oder Kontaktdaten. Die Links aus unseren E-Mails gelten weiter, ebenso ein aufbewahrter zum Vergleichen${sharing ? '; der geteilte Link endet' : ''}.`,
    forgetButton: 'Diesen Browser vergessen',
  },
} satisfies Messages['results']
