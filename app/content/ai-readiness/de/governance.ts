import type { AreaWords } from '#app/domain/quiz/content-types.ts'

export const governance: AreaWords = {
  name: 'Steuerung und Betrieb',
  intro:
    'Wird KI mit derselben Sorgfalt gebaut und betrieben wie Ihre anderen wichtigen Systeme? Diese Fragen gelten der Qualitätssicherung, den Versionen und der Überwachung.',
  questions: {
    governance_1: {
      title: 'Qualitätssicherung bei Änderungen',
      text: 'Wer prüft eine Änderung an einem KI-System, etwa ein neues Modell oder eine umformulierte Anweisung, bevor sie in Betrieb geht?',
      whyItMatters:
        'Eine umformulierte Anweisung kann das Verhalten so sehr ändern wie neuer Code und umgeht doch oft jede Prüfung, die Code bestehen muss.',
      choices: {
        A: 'Jede Änderung besteht automatische Prüfungen und den Blick einer zweiten Person, und ihre Wirkung wird gemessen, bevor sie alle erreicht.',
        B: 'Jede Änderung wird von einer zweiten Person durchgesehen und von Hand geprüft.',
        C: 'Code wird durchgesehen; Anweisungen, Einstellungen und Modellwechsel meist nicht.',
        D: 'Wer das System betreut, ändert es direkt und sieht nach, ob es noch gut aussieht.',
        E: 'Niemand Bestimmtes, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Behandeln Sie Anweisungen und Modelle wie Code: geprüft und durchgesehen',
        action:
          'Verlangen Sie für jede Änderung an Anweisungen, Modellen und Einstellungen den Blick einer zweiten Person und bestandene Prüfungen, und führen Sie Änderungen zuerst bei einem kleinen Teil der Nutzer ein.',
      },
    },
    governance_2: {
      title: 'Versionen und Rückweg',
      text: 'Wie schnell könnten Sie ein KI-System genau auf den Stand vom letzten Monat zurückbringen?',
      whyItMatters:
        'Lässt die Qualität nach, hilft am schnellsten der Weg zurück auf einen bekannten Stand, wenn es ihn noch gibt.',
      choices: {
        A: 'Binnen Minuten: Code, Anweisungen, Modelle, Daten und Einstellungen tragen eine gemeinsame Version, und den Weg zurück üben wir.',
        B: 'Binnen eines Tages: Alles hat Versionen, aber die Teile werden von Hand wieder zusammengesetzt.',
        C: 'Teilweise: Code hat Versionen; Anweisungen, Modelle oder Daten haben keine.',
        D: 'Indem wir Leute fragen und E-Mails und alte Dokumente durchsuchen.',
        E: 'Gar nicht, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Versehen Sie Anweisungen, Modelle und Daten mit gemeinsamen Versionen',
        action:
          'Legen Sie Anweisungen, Modellkennungen, Einstellungen und Datenstände neben dem Code unter Versionsverwaltung, geben Sie sie unter einer Nummer frei und üben Sie den Schritt zurück, bis er nur noch Minuten dauert.',
      },
    },
    governance_3: {
      title: 'Überwachung im Betrieb',
      text: 'Wie werden Ihre KI-Systeme überwacht, wenn sie täglich im Einsatz sind?',
      whyItMatters:
        'Kosten, Wartezeit und Qualität können nachlassen, ohne dass etwas „ausfällt“; die übliche IT-Überwachung sieht davon nichts.',
      choices: {
        A: 'Für jedes System eine Übersicht über Qualität, Kosten, Tempo, Sicherheitsvorfälle und schleichende Veränderung, mit Warnungen, Bereitschaft und monatlicher Durchsicht.',
        B: 'Übersichten zu Qualität und Kosten, die ein benannter Verantwortlicher jede Woche ansieht.',
        C: 'Übliche IT-Überwachung: Wir wissen, ob es läuft, nicht, ob es gut ist.',
        D: 'Das Team sieht hin und wieder nach, oder wenn sich jemand beschwert.',
        E: 'Sie werden nicht überwacht, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Geben Sie jedem KI-System einen Verantwortlichen, eine Übersicht und Warnungen',
        action:
          'Benennen Sie je System eine verantwortliche Person, führen Sie Qualität, Kosten, Tempo und Sicherheitsvorfälle in einer Übersicht zusammen und vereinbaren Sie, ab welchen Werten gewarnt wird. Sehen Sie jedes System monatlich eine halbe Stunde lang durch.',
      },
    },
  },
}
