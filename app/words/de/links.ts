import type { Messages } from '#app/words/en/index.ts'
import { inDative } from './format.ts'

export const links = {
  expired: 'Vielleicht ist der Link abgelaufen.',
  again: {
    title: 'Noch einmal messen',
    ended: 'Vielleicht wurde der Link beendet, oder das Ergebnis ist nicht mehr gespeichert.',
    compared: (day, score) =>
      `Ihr neues Ergebnis steht dann neben dem vom ${day} mit ${score} von 100 Punkten: Bereich für Bereich und Frage für Frage.`,
    alone: (day) =>
      `Seit dem ${day} wurden die Fragen geändert. Ihr neues Ergebnis steht daher für sich: Punkte zu verschiedenen Fragen lassen sich nicht vergleichen.`,
  },
  resume: {
    title: 'Hier weitermachen',
    begun: 'Sie haben begonnen.',
    done: (steps, of) =>
      `Sie haben ${steps} von ${of} Schritten abgeschlossen. Ihre Antworten sind gespeichert.`,
    sentTo: (address) =>
      `Dieser Link wurde an *${address}* gesendet. Ist das nicht Ihre Adresse, [beginnen Sie bitte selbst].`,
    oneBrowser:
      'Die Fragen lassen sich immer nur in einem Browser beantworten: Machen Sie hier weiter, endet es im bisherigen. Derselbe Link, dort geöffnet, holt alles zurück.',
    button: 'Hier weitermachen',
    gone: (seconds) =>
      `Unvollendetes wird nach ${inDative(seconds)} ohne Eingabe oder auf Wunsch gelöscht; dann gelten auch die Links nicht mehr.`,
  },
  shared: {
    title: 'Ein geteiltes Ergebnis',
    report: 'Bericht zu einem geteilten Ergebnis',
    ended: 'Wer ein Ergebnis teilt, kann das jederzeit beenden.',
  },
} satisfies Messages['links']
