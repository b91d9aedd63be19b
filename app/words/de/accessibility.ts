import type { Messages } from '#app/words/en/index.ts'

export const accessibility = {
  title: 'Barrierefreiheit',
  description:
    'Wie weit sich die Seiten mit Tastatur, Vorleseprogramm, großer Schrift oder hohem Kontrast nutzen lassen und wem Sie Hindernisse melden.',
  lead: (company) =>
    `${company === null ? 'Wir möchten' : `${company} möchte`}, dass alle die Fragen beantworten, das Ergebnis lesen und danach handeln können.`,
  conforms: 'Welchen Anforderungen die Seiten genügen',
  conformsText:
    'Diese Seiten folgen den Richtlinien für barrierefreie Webinhalte (WCAG) 2.2, Stufe AA. Uns ist keine Anforderung dieser Stufe bekannt, die sie verfehlen. Geprüft haben wir das selbst, keine unabhängige Stelle.',
  means: 'Was das in der Nutzung heißt',
  meaning: [
    'Alles lässt sich mit der Tastatur allein bedienen, und der Fokus ist immer zu sehen.',
    'Jede Seite funktioniert ohne JavaScript. Es bringt nur mehr Komfort, etwa das Speichern beim Antworten.',
    'Vorleseprogramme erfahren, was sich ändert: ein Fehler, eine gespeicherte Antwort, der Stand. Ergebnis und Bereiche sind Text; Bilder wiederholen ihn nur.',
    'Text lässt sich auf das Doppelte vergrößern, und Seiten passen ohne seitliches Rollen in ein 320 Pixel breites Fenster.',
    'Helle, dunkle und erzwungene Farben werden befolgt, ebenso der Wunsch nach weniger Bewegung.',
    'Nichts hängt allein an einer Farbe, und jede Schaltfläche ist mindestens 44 Pixel hoch.',
    'Wer sich Zeit nimmt, verliert keine Antworten: Nach der letzten bleiben sie 24 Stunden gespeichert.',
  ],
  tested: 'Wie geprüft wird',
  testedText:
    'Vor jeder Veröffentlichung wird jede Seite in jedem Zustand im Browser geöffnet, in hellen, dunklen und erzwungenen Farben, auf breitem Bildschirm und bei 320 Pixeln, und mit den Regeln von axe-core geprüft; ein zweites Werkzeug, Siteimprove Alfa, prüft ebenfalls jeden Zustand. Tests allein mit der Tastatur und ohne JavaScript gehen von der ersten Seite bis zum Ergebnis. Regeln finden manche Hindernisse, nicht alle.',
  limits: 'Was wir nicht zusagen können',
  limitsText:
    'Seiten, auf die wir verweisen, etwa zur Buchung eines Termins, gehören anderen. Erscheint vor dem Beginn eine Prüfung von Cloudflare, liegt deren Barrierefreiheit dort.',
  tell: 'Ein Hindernis melden',
  tellText:
    'Wenn Sie etwas an der Teilnahme hindert, [schreiben Sie uns]: welche Seite es war und was Sie verwenden. Wir antworten, beheben es, wo wir können, und stellen Ihnen die Fragen bis dahin auf anderem Weg.',
} satisfies Messages['accessibility']
