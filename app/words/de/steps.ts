import type { Messages } from '#app/words/en/index.ts'
import { questions } from './format.ts'

export const steps = {
  title: (area, step) => `${area}: Schritt ${step}`,
  description: (product, step, steps, count, area) =>
    `${product}, Schritt ${step} von ${steps}: ${questions(count)} zum Thema ${area}.`,
  place: (step, steps) => `Schritt ${step} von ${steps}`,
  steps: 'Schritte',
  done: 'erledigt',
  left: (count, time) => `noch ${questions(count)}, ca.\u00a0${time}\u00a0Min.`,
  allAnswered: 'Alle Fragen beantwortet',
  incomplete: 'Hier fehlt noch etwas',
  problem(problem) {
    switch (problem.kind) {
      case 'missing':
        return 'Wählen Sie, was am ehesten zutrifft. Wenn Sie es nicht wissen, nehmen Sie E.'
      case 'unknown_choice':
        return 'Wählen Sie eine der Antworten A bis E.'
      case 'foreign': {
        const which = problem.step === null ? 'die es hier nicht gibt' : `aus Schritt ${problem.step}`
        return `Dieses Formular enthält eine Frage, ${which}. Laden Sie die Seite neu, und antworten Sie dort.`
      }
    }
  },
  moveOn: 'Nach jeder Antwort weitergehen',
  keys: 'Tastatur: In einer Frage antworten 1 bis 5 oder A bis E und führen zur nächsten.',
  welcomeBack: 'Willkommen zurück. Ihre bisherigen Antworten sind noch da.',
  answered: (count) => `von ${count} beantwortet`,
  savedOnContinue: 'Antworten werden beim Weitergehen gespeichert.',
  continue: 'Weiter',
  finish: 'Zum Ergebnis',
  back: 'Zurück',
  question: (number) => `Frage ${number}`,
  verdictOn: (area) => `Ihre Antworten zu ${area}`,
  of100: 'von 100',
  verdict: {
    champion: 'Das steht, und man merkt es.',
    builder: 'Auf gutem Weg.',
    risk_zone: 'Ein Teil des Weges ist geschafft.',
    alert: 'Noch am Anfang.',
    crisis: 'Kaum begonnen.',
  },
  extremes: (strongest, mostToGain) => `Am stärksten: ${strongest}. Am meisten zu gewinnen: ${mostToGain}.`,
  resultsGoTo: (address) => `Ihr Ergebnis geht an ${address}`,
  later: 'Später weitermachen oder Ergebnis per E-Mail erhalten (freiwillig)',
  addressElsewhere: (address) =>
    `Ihr Ergebnis geht an ${address}. Diese Adresse wurde in einem anderen Browser angegeben; eine hier eingetragene ersetzt sie.`,
  sendLink: 'Link zum Weitermachen zusenden',
  saving: {
    asYouGo: 'Antworten werden laufend gespeichert.',
    saving: 'Wird gespeichert …',
    saved: 'Gespeichert',
    retrying: 'Noch nicht gespeichert, neuer Versuch läuft',
    offline: 'Sie sind offline. Ihre Antworten bleiben in diesem Browser.',
    expired: 'Ihre Sitzung ist abgelaufen.',
    moved: 'Sie haben in einem anderen Browser weitergemacht. Zurück führt der Link in Ihrer E-Mail.',
    completed: 'Die Fragen sind abgeschlossen.',
    refused: 'Eine Antwort wurde nicht angenommen. Warum, sehen Sie unter „Weiter“.',
    startAgain: 'Neu beginnen',
    seeResult: 'Zum Ergebnis',
  },
} satisfies Messages['steps']
