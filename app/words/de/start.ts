import type { Messages } from '#app/words/en/index.ts'
import { format } from './format.ts'

export const start = {
  before: 'Bevor es losgeht',
  button: 'Jetzt beginnen',
  held: {
    title: 'Bitte beginnen Sie noch einmal',
    text: 'Die Seite zuvor hat ein Feld, das Menschen nicht sehen und Programme ausfüllen. Bei Ihnen war es ausgefüllt, deshalb ging es nicht los. Passwortmanager und automatisches Ausfüllen tun das mitunter.',
    label: 'Bitte leer lassen',
    hint: 'Steht etwas darin, löschen Sie es.',
    error: 'Bitte leeren Sie dieses Feld.',
  },
  check: {
    again: 'Die Prüfung ist noch einmal nötig',
    againText: 'Sie war abgelaufen, schon verwendet oder kam aus einem anderen Netz.',
    title: 'Einen Moment noch',
    text: 'Aus Ihrem Netz wurde in der letzten Stunde oft begonnen, wie es in großen Büros vorkommt. Um Programme fernzuhalten, führt Ihr Browser eine kurze Prüfung durch.',
    withoutScript: (seconds) =>
      `Die Prüfung braucht JavaScript, das in Ihrem Browser gerade nicht läuft. Ohne sie können Sie in ${format.wait(seconds)} beginnen.`,
    working: 'Prüfung läuft, das dauert einige Sekunden …',
    done: 'Fertig, es geht los …',
    doneAgain: 'Fertig. Sie können jetzt beginnen.',
    failed: 'Die Prüfung ist gescheitert. Bitte laden Sie die Seite neu.',
  },
} satisfies Messages['start']
