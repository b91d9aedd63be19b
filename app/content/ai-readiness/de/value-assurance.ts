import type { AreaWords } from '#app/domain/quiz/content-types.ts'

export const valueAssurance: AreaWords = {
  name: 'Nachweisbarer Nutzen',
  intro:
    'Rechnet sich Ihre KI, und könnten Sie es belegen? Diese Fragen gelten dem Ertrag, den Ausgaben und der Verbindung zu den Kennzahlen, auf die Ihr Vorstand schaut.',
  questions: {
    value_assurance_1: {
      title: 'Belegter Ertrag',
      text: 'Woher wissen Sie, was Ihre KI-Vorhaben einbringen?',
      whyItMatters:
        'Ohne Ausgangswert und unabhängige Prüfung ist eine Einsparung nur eine Meinung und übersteht die nächste Budgetrunde nicht.',
      choices: {
        A: 'Jedes Vorhaben hat einen Ausgangswert von vor dem Start, das Controlling prüft den Ertrag, und wir handeln danach.',
        B: 'Das Controlling prüft den Ertrag unserer größten Vorhaben; die kleineren melden eigene Zahlen.',
        C: 'Die Teams schätzen ihren Nutzen, etwa gesparte Stunden, aber außerhalb des Teams prüft das niemand.',
        D: 'Wir haben Erfolgsgeschichten und Begeisterung, aber kaum Zahlen.',
        E: 'Wir messen den Ertrag nicht, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Lassen Sie den Ertrag der größten KI-Vorhaben vom Controlling prüfen',
        action:
          'Nehmen Sie die drei teuersten Vorhaben, halten Sie fest, was der Ablauf vor der KI gekostet hat, und lassen Sie das Controlling den Unterschied jedes Quartal bestätigen. Genehmigen Sie kein neues Vorhaben ohne diesen Ausgangswert.',
      },
    },
    value_assurance_2: {
      title: 'KI-Ausgaben im Griff',
      text: 'Was könnten Sie heute sagen, wenn man Sie nach den monatlichen Kosten Ihrer KI fragte?',
      whyItMatters:
        'Modelle mit Abrechnung nach Verbrauch, Lizenzen je Arbeitsplatz und private Abonnements wachsen unbemerkt in vielen Budgets zugleich.',
      choices: {
        A: 'Die vollen Kosten je Vorhaben und Verantwortlichen, auch je Vorgang, mit Budgets und Warnung, bevor sie überschritten werden.',
        B: 'Die vollen Kosten je Bereich, monatlich mit dem Budget abgeglichen.',
        C: 'Die wichtigsten Verträge, nicht aber Verbrauch, Arbeitszeit oder Werkzeuge, die über Firmenkarten laufen.',
        D: 'Einen groben Schätzwert, nachdem mehrere Leute gefragt und Rechnungen addiert sind.',
        E: 'KI-Kosten werden nicht gesondert erfasst, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Geben Sie allen KI-Kosten einen Verantwortlichen und ein Budget',
        action:
          'Erfassen Sie binnen 30 Tagen alle KI-Verträge, Verbrauchskosten und Abonnements aus Spesen, benennen Sie je einen Verantwortlichen und lassen Sie bei 80 % des Monatsbudgets warnen. Verfolgen Sie die Kosten je Vorgang, wo nach Verbrauch abgerechnet wird.',
      },
    },
    value_assurance_3: {
      title: 'Verbindung zu Ihren Kennzahlen',
      text: 'Wie hängen Ihre KI-Vorhaben mit den Kennzahlen zusammen, auf die Ihr Vorstand schaut?',
      whyItMatters:
        'Vorhaben, die keine Kennzahl der Führung bewegen, binden dieselben Menschen und Mittel wie solche, die es tun.',
      choices: {
        A: 'Jedes hat jemanden in der Führung, der dafür einsteht, und ein Ziel für eine Kennzahl des Vorstands, berichtet neben deren anderen Treibern.',
        B: 'Die meisten haben ein Ziel für eine Geschäftskennzahl, das in den üblichen Führungsrunden geprüft wird.',
        C: 'Sie berichten eher Aktivität wie Nutzer, Eingaben oder automatisierte Anfragen als Geschäftsergebnisse.',
        D: 'Der Zusammenhang stand im Antrag und wurde seither nicht mehr angesehen.',
        E: 'Es gibt keinen solchen Zusammenhang, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Geben Sie jedem KI-Vorhaben eine Kennzahl, die es bewegen soll',
        action:
          'Benennen Sie für jedes Vorhaben ein Mitglied der Führung und eine Kennzahl mit Ziel und Termin, und prüfen Sie beides in der Runde, in der diese Kennzahl ohnehin besprochen wird. Beenden Sie Vorhaben, für die niemand einstehen will.',
      },
    },
    value_assurance_4: {
      title: 'Vom Pilotprojekt zum Betrieb',
      text: 'Was geschieht bei Ihnen meist mit einem KI-Pilotprojekt, wenn seine Zeit um ist?',
      whyItMatters:
        'Pilotprojekte, die weder wachsen noch enden, binden Ihre knappsten Leute und lehren das Unternehmen, KI nicht ernst zu nehmen.',
      choices: {
        A: 'Kriterien für Weiterführen und Beenden stehen vorher fest; am Ende gibt es Budget für den Betrieb oder den Schluss, und beides kommt vor.',
        B: 'Am Ende steht eine förmliche Prüfung, und die meisten erhalten binnen eines Quartals eine klare Entscheidung.',
        C: 'Das Team, das es gebaut hat, entscheidet von Fall zu Fall.',
        D: 'Die meisten laufen als Pilotprojekt weiter: von wenigen genutzt, von niemandem verantwortet.',
        E: 'Wir haben keinen Weg, über Pilotprojekte zu entscheiden, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Legen Sie vor jedem Pilotprojekt fest, wann es weitergeht und wann Schluss ist',
        action:
          'Halten Sie für jedes laufende Pilotprojekt fest, welche Zahl es bis wann erreichen muss und wer entscheidet. Setzen Sie noch in diesem Quartal eine Runde an, in der jedes entweder Mittel für den Betrieb erhält oder beendet wird.',
      },
    },
  },
}
