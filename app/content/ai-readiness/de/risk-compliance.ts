import type { AreaWords } from '#app/domain/quiz/content-types.ts'

export const riskCompliance: AreaWords = {
  name: 'Modellrisiko und Recht',
  intro:
    'Könnten Sie einer Behörde, einem Prüfer oder einem Kläger mit Nachweisen antworten? Diese Fragen gelten dem Datenschutz, der Prüfung auf Benachteiligung, der Nachvollziehbarkeit und rechtlichen Pflichten.',
  questions: {
    risk_compliance_1: {
      title: 'Datenschutz in KI-Werkzeugen',
      text: 'Wie steuern Sie, welche personenbezogenen und vertraulichen Daten in KI-Werkzeuge gelangen?',
      whyItMatters:
        'Was in ein Werkzeug ohne Vertrag kopiert wird, lässt sich nicht zurückholen, und die Meldung der Datenpanne liegt bei Ihnen.',
      choices: {
        A: 'Freigegebene Werkzeuge mit Vertrag für jeden Bedarf, technische Sperren für sensible Daten und Aufzeichnungen, dass sie wirken.',
        B: 'Freigegebene Werkzeuge mit Vertrag und eine geschulte Richtlinie; technische Sperren für die sensibelsten Daten.',
        C: 'Eine schriftliche Richtlinie, die bekannt gemacht wurde, und Vertrauen darauf, dass sie befolgt wird.',
        D: 'Wir haben um Vorsicht gebeten; viele nutzen Werkzeuge eigener Wahl.',
        E: 'Es gibt keine Vorkehrungen, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Halten Sie sensible Daten auf, bevor sie in fremde KI-Werkzeuge gelangen',
        action:
          'Finden Sie heraus, welche KI-Werkzeuge Ihre Leute wirklich nutzen, bieten Sie für jeden häufigen Bedarf ein freigegebenes an und sperren oder filtern Sie personenbezogene und vertrauliche Daten überall sonst. Prüfen Sie in Verträgen, ob mit Ihren Daten trainiert wird und wo sie liegen.',
      },
    },
    risk_compliance_2: {
      title: 'Prüfung auf Benachteiligung',
      text: 'Woher wissen Sie, dass KI Kunden, Bewerber und Beschäftigte fair behandelt?',
      whyItMatters:
        'Benachteiligung ist verboten, ob gewollt oder nicht, und nur vor dem Start günstig zu finden.',
      choices: {
        A: 'Ergebnisse werden vor dem Start und danach regelmäßig zwischen den betroffenen Gruppen verglichen, mit vereinbarten Grenzwerten und unabhängiger Prüfung.',
        B: 'Wo Entscheidungen Menschen betreffen, werden Ergebnisse vor dem Start zwischen Gruppen verglichen.',
        C: 'Wir lassen uns von Anbietern Erklärungen zur Fairness geben und gehen Beschwerden nach.',
        D: 'Wir halten die Modelle für neutral, weil wir heikle Merkmale weggelassen haben.',
        E: 'Fairness wird nicht geprüft, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Prüfen Sie Ergebnisse auf Benachteiligung, wo KI Menschen betrifft',
        action:
          'Erfassen Sie, welche Entscheidungen über Menschen KI trifft oder vorbereitet, vergleichen Sie die Ergebnisse zwischen den betroffenen Gruppen und legen Sie fest, ab welchem Unterschied eine Anwendung ruht. Wiederholen Sie das mindestens zweimal im Jahr, mit jemandem von außerhalb des Teams.',
      },
    },
    risk_compliance_3: {
      title: 'Nachvollziehbarkeit',
      text: 'Eine Behörde fragt, warum KI einen Kunden vor sechs Monaten so behandelt hat. Was können Sie vorlegen?',
      whyItMatters:
        'Eine Erklärung, die sich nicht wiederholen lässt, ist bei Beschwerde, Prüfung oder Klage wenig wert.',
      choices: {
        A: 'Eingabe, Stand von Modell und Anweisung, Ausgabe und jede menschliche Entscheidung, binnen Stunden gefunden und vor Änderung geschützt.',
        B: 'Eingabe und Ausgabe aus unseren Protokollen, binnen Tagen; die Versionen lassen sich herleiten.',
        C: 'Einzelne Protokolle, sofern sie nicht gelöscht sind, und Hilfe vom Anbieter.',
        D: 'Eine allgemeine Beschreibung, wie das System arbeitet.',
        E: 'Nichts Bestimmtes, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Zeichnen Sie jede folgenreiche KI-Entscheidung nachvollziehbar auf',
        action:
          'Protokollieren Sie für jede Anwendung, die Kunden oder Beschäftigte betrifft, Eingabe, Ausgabe, Stand von Modell und Anweisung und wer entschieden hat, mit einer Aufbewahrungsfrist der Rechtsabteilung. Beweisen Sie es, indem Sie einen Fall aus dem letzten Quartal nachstellen.',
      },
    },
    risk_compliance_4: {
      title: 'KI-Verzeichnis und Pflichten',
      text: 'Wie gut wissen Sie, welche Vorschriften für jede Ihrer KI-Anwendungen gelten?',
      whyItMatters:
        'Pflichten, etwa aus der KI-Verordnung der EU, hängen von der Anwendung ab. Ohne ein Verzeichnis können Sie sie nicht erfüllen.',
      choices: {
        A: 'Ein vollständiges, aktuelles Verzeichnis mit Risikoklasse, Pflichten und Verantwortlichem je Anwendung, geprüft, bevor Neues in Betrieb geht.',
        B: 'Ein Verzeichnis der wichtigen Anwendungen, nach Risiko eingestuft und von der Rechtsabteilung geprüft.',
        C: 'Eine lückenhafte Liste; die Rechtsabteilung wird gefragt, wenn ein Projekt daran denkt.',
        D: 'Einige wenige kennen die größeren Projekte; niedergeschrieben ist es an keiner Stelle.',
        E: 'Es gibt kein Verzeichnis, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Führen Sie ein einziges Verzeichnis der KI-Anwendungen mit Risikoklasse',
        action:
          'Fragen Sie jeden Bereich nach seinen KI-Anwendungen, auch in zugekaufter Software, und erfassen Sie Zweck, Daten, Risikoklasse und Verantwortlichen. Machen Sie den Eintrag zur Bedingung für Budget und Betrieb, und lassen Sie zuerst die riskantesten rechtlich prüfen.',
      },
    },
  },
}
