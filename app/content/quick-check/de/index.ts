import type { ScorecardWords } from '#app/domain/quiz/content-types.ts'

export const words: ScorecardWords = {
  name: 'KI-Kurzcheck',
  brand: {
    product: 'KI-Kurzcheck',
    tagline: 'Ist die KI, die Ihre Leute nutzen, in guten Händen?',
    sender: 'KI-Kurzcheck',
  },
  consent: {
    '2026-11-27': {
      results:
        'An diese Adresse senden wir Ihnen das Ergebnis Ihres Kurzchecks und, wenn Sie darum bitten, einen Link zum Weitermachen. Für alles andere fragen wir gesondert.',
      contact:
        'Ja, {company} darf mich zu meinem Kurzcheck kontaktieren, per E-Mail oder, wenn ich eine Nummer angebe, telefonisch, und dafür meine Kontaktdaten und mein Ergebnis in der eigenen Kundendatenbank bei {crm} speichern. Ich kann das jederzeit auf der Datenschutzseite widerrufen.',
    },
  },
  landing: {
    title: 'KI-Kurzcheck: Ist die KI im Arbeitsalltag in guten Händen?',
    description:
      'Sechs Fragen zur KI, die Ihre Leute schon nutzen: Können, Daten, Nutzen. Ergebnis und nächste Schritte in drei Minuten, ohne Anmeldung.',
    audience: 'Für Führungskräfte, deren Teams mit KI arbeiten',
    about:
      'Wir machen KI in Unternehmen alltagstauglich: sicher, und so, dass sie sich rechnet. Diese sechs Punkte sehen wir uns am ersten Tag an.',
    headline: 'Ihre Leute nutzen KI. Wer hat sie im Blick?',
    lead: 'Sechs Fragen, drei Minuten. Sie erhalten eine Punktzahl von 0 bis 100 für Nutzung, Daten und Ertrag und den Schritt, der Ihnen am meisten bringt.',
    startLabel: 'Kurzcheck beginnen',
    method:
      'Sechs Fragen, je zwei zu einem Thema. Jede hat fünf Antworten, von einer Gewohnheit, an die sich alle halten (100 Punkte), bis „gibt es nicht“ oder „weiß ich nicht“ (0). Der Umgang mit Daten zählt etwas mehr als Nutzung und Ertrag, weil sich Fehler dort am schwersten beheben lassen. Gleiche Antworten ergeben stets das gleiche Ergebnis.',
    faq: [
      {
        title: 'Muss ich sagen, wer ich bin?',
        text: 'Nein. Ihre Punktzahl und den Schritt, der am meisten bringt, sehen Sie ohne Namen und Adresse. Für die übrigen Schritte bitten wir um eine E-Mail-Adresse, um sonst nichts.',
      },
      {
        title: 'Ruft mich jemand an?',
        text: 'Nur wenn Sie das Häkchen dafür setzen. Nichts, was Sie lesen, hängt davon ab, und Sie können jederzeit widerrufen.',
      },
      {
        title: 'Muss ich viel über KI wissen?',
        text: 'Nein. Es geht darum, was Ihre Leute tun; Fachwissen ist nicht nötig. Wenn Sie etwas nicht wissen, sagen Sie es: Es zählt als nicht vorhanden, und Sie wissen, wo Sie nachfragen.',
      },
      {
        title: 'Was, wenn mich jemand unterbricht?',
        text: 'Machen Sie später weiter. Jede Antwort wird sofort gespeichert, für {session}, und ein Link per E-Mail öffnet sie auf einem anderen Gerät.',
      },
      {
        title: 'Was geschieht mit meinen Antworten?',
        text: '{days} nach dem Abschluss entfernen wir alles, was zeigt, wer Sie sind. Punkte und Antworten bleiben als Statistik. [Datenschutz und Ihre Daten]',
      },
    ],
  },
  areas: {
    daily_use: {
      name: 'Nutzung im Alltag',
      intro:
        'Ihre Leute arbeiten mit KI, ob das beschlossen wurde oder nicht. Hier geht es darum, was im Einsatz ist und ob sie damit umgehen können.',
      questions: {
        daily_use_1: {
          title: 'Eingesetzte KI-Werkzeuge',
          text: 'Wie gut wissen Sie, welche KI-Werkzeuge in Ihrem Unternehmen genutzt werden?',
          whyItMatters:
            'Was niemand kennt, kann niemand einplanen, absichern oder abschalten. Vieles davon steckt in Software, die Sie längst haben.',
          choices: {
            A: 'Wir führen eine Liste mit einem Verantwortlichen je Werkzeug, auch für private Konten und KI in anderer Software, und prüfen sie jedes Quartal.',
            B: 'Wir kennen alles, was wir als KI gekauft haben; eingebaute Funktionen und private Konten nur zum Teil.',
            C: 'Die IT kennt die Lizenzen; was wirklich genutzt wird, sieht sich niemand an.',
            D: 'Wir kennen einzelne Fälle, weil jemand davon erzählt hat.',
            E: 'Wir haben keinen Überblick, oder ich weiß es nicht.',
          },
          recommendation: {
            title: 'Erfassen Sie alle KI-Werkzeuge und benennen Sie je einen Verantwortlichen',
            action:
              'Fragen Sie binnen zwei Wochen jede Abteilung, welche KI sie nutzt, auch über private Konten und in vorhandener Software, und sagen Sie zu, dass niemand dafür belangt wird. Gehen Sie die Liste mit den Verantwortlichen jedes Quartal durch.',
          },
        },
        daily_use_2: {
          title: 'Können im Umgang mit KI',
          text: 'Wie lernen Ihre Leute, mit KI zu arbeiten und ihre Antworten zu prüfen?',
          whyItMatters:
            'Ungeübte vertrauen gerade den falschen Antworten, und das beste Werkzeug spart keine Zeit, wenn es für die falschen Aufgaben genutzt wird.',
          choices: {
            A: 'Alle, die KI nutzen, sind an Fällen aus der eigenen Arbeit geschult, auch neue Kollegen, und wir wiederholen das jährlich.',
            B: 'Die meisten sind an eigenen Aufgaben geschult; Neue oder Neuerungen kommen dabei zu kurz.',
            C: 'Es gab eine allgemeine Einführung, oder es liegt etwas zum Nachlesen bereit.',
            D: 'Einige Begeisterte helfen den anderen, wenn man sie fragt.',
            E: 'Geschult ist niemand, oder ich weiß es nicht.',
          },
          recommendation: {
            title: 'Schulen Sie an den Aufgaben, die Ihre Leute wirklich haben',
            action:
              'Nehmen Sie die drei Aufgaben, für die KI am meisten genutzt wird, und üben Sie jede zwei Stunden lang mit denen, die sie erledigen: wie man fragt, was man prüft, was man nie eingibt. Halten Sie fest, wer dabei war, und wiederholen Sie es für Neue.',
          },
        },
      },
    },
    safe_data: {
      name: 'Daten und Verträge',
      intro:
        'Was das Haus verlassen hat, lässt sich nicht zurückholen. Hier geht es darum, was eingegeben werden darf und wem Sie es anvertrauen.',
      questions: {
        safe_data_1: {
          title: 'Was eingegeben werden darf',
          text: 'Was wissen Ihre Leute darüber, welche Daten sie einem KI-Werkzeug geben dürfen?',
          whyItMatters:
            'Kundendaten landen aus Eifer in KI-Werkzeugen, nicht aus böser Absicht. Eine Regel hilft nur, wenn sie beim Einfügen noch gegenwärtig ist.',
          choices: {
            A: 'Eine Seite mit Beispielen, die alle kennen; das Heikelste ist technisch gesperrt, und wir prüfen, ob der Rest eingehalten wird.',
            B: 'Klare schriftliche Regeln, die alle bestätigt haben; technisch durchgesetzt werden sie nicht.',
            C: 'Es gibt eine Richtlinie, aber kaum jemand könnte sagen, was darin steht.',
            D: 'Wir verlassen uns auf gesunden Menschenverstand und erinnern gelegentlich daran.',
            E: 'Es gibt keine Regeln, oder ich weiß es nicht.',
          },
          recommendation: {
            title: 'Schreiben Sie auf einer Seite auf, was eingegeben werden darf, mit Beispielen',
            action:
              'Teilen Sie Ihre Daten in drei Gruppen: erlaubt, nur in freigegebenen Werkzeugen erlaubt, nie erlaubt. Ergänzen Sie zehn Beispiele aus dem Alltag, lassen Sie die Seite binnen eines Monats von allen bestätigen und sperren Sie die bedenklichsten Dienste.',
          },
        },
        safe_data_2: {
          title: 'Verträge mit Anbietern',
          text: 'Was haben Sie mit den Anbietern Ihrer KI-Werkzeuge vereinbart?',
          whyItMatters:
            'Ob ein Anbieter mit Ihren Daten trainieren darf, wo sie liegen und wer haftet, regelt der Vertrag, und bei kostenlosen Konten selten zu Ihren Gunsten.',
          choices: {
            A: 'Jedes Werkzeug hat einen Vertrag zur Auftragsverarbeitung ohne Training mit unseren Daten, vor dem ersten Einsatz von Datenschutz oder Rechtsabteilung geprüft.',
            B: 'Die wichtigsten Werkzeuge haben einen solchen Vertrag; die kleineren folgen.',
            C: 'Wir haben die Standardbedingungen der Anbieter gelesen und angenommen.',
            D: 'Die Standardbedingungen wurden ungelesen angenommen, und manche nutzen kostenlose Konten.',
            E: 'Vereinbart ist nichts, oder ich weiß es nicht.',
          },
          recommendation: {
            title: 'Stellen Sie jedes KI-Werkzeug auf eine vertragliche Grundlage',
            action:
              'Lassen Sie binnen sechs Wochen die Bedingungen jedes Werkzeugs prüfen: Auftragsverarbeitung, Speicherort, Training mit Ihren Daten. Ersetzen Sie kostenlose Konten durch Firmenverträge und schalten Sie ab, was dann noch ohne Vertrag ist.',
          },
        },
      },
    },
    proven_benefit: {
      name: 'Ertrag und Verantwortung',
      intro:
        'KI, die niemandem hilft, kostet nur. Hier geht es darum, was sie Ihnen bringt und wer für sie einsteht.',
      questions: {
        proven_benefit_1: {
          title: 'Wirkung auf die Arbeit',
          text: 'Woher wissen Sie, ob KI die Arbeit besser oder schneller macht?',
          whyItMatters:
            'Mit KI fühlt man sich schneller, auch wo man es nicht ist. Erst ein Vergleich zeigt es, und einer genügt, um über die nächsten hundert Lizenzen zu entscheiden.',
          choices: {
            A: 'Wir vergleichen bei jedem größeren Einsatz Zeit und Qualität mit vorher und entscheiden danach, ob es weitergeht.',
            B: 'Für unsere wichtigsten Einsätze haben wir solche Zahlen; bei den übrigen schätzen wir.',
            C: 'Wir fragen die Nutzer gelegentlich, wie zufrieden sie sind.',
            D: 'Wir hören von guten Beispielen und sehen die Rechnungen.',
            E: 'Wir gehen dem nicht nach, oder ich weiß es nicht.',
          },
          recommendation: {
            title: 'Vergleichen Sie eine Aufgabe mit KI und ohne',
            action:
              'Nehmen Sie die Aufgabe, für die Sie am meisten bezahlen, und erfassen Sie Zeit und Fehler bei zwanzig Fällen ohne KI und zwanzig mit ihr. Behalten Sie die Lizenzen, die sich danach noch rechnen, und kündigen Sie die anderen.',
          },
        },
        proven_benefit_2: {
          title: 'Verantwortung für KI',
          text: 'Wer entscheidet in Ihrem Unternehmen über KI und steht dafür ein?',
          whyItMatters:
            'Wo alle ein wenig zuständig sind, kommen neue Werkzeuge mit dem, der zuletzt gefragt hat, und die alten schaltet niemand ab.',
          choices: {
            A: 'Ein Mitglied der Geschäftsleitung mit Zeit und Budget dafür, das nach schriftlichen Kriterien entscheidet und darüber berichtet.',
            B: 'Eine benannte Person, die alle kennen, neben ihrer eigentlichen Aufgabe.',
            C: 'Eine Arbeitsgruppe berät; entschieden wird in jeder Abteilung.',
            D: 'Wer ein Werkzeug braucht, entscheidet selbst.',
            E: 'Niemand, oder ich weiß es nicht.',
          },
          recommendation: {
            title: 'Geben Sie KI einen Verantwortlichen in der Geschäftsleitung',
            action:
              'Benennen Sie ihn oder sie binnen eines Monats, mit Budget und zwei Tagen Zeit im Monat. Vereinbaren Sie fünf Kriterien für neue Werkzeuge und lassen Sie sich Nutzung, Kosten und Vorfälle jedes Halbjahr auf einer Seite berichten.',
          },
        },
      },
    },
  },
  categories: {
    champion: {
      name: 'KI in guten Händen',
      headline: 'Die KI in Ihrem Alltag ist geregelt, und Sie wissen, was sie wert ist.',
      explanation:
        'Sie wissen, was im Einsatz ist, Ihre Leute können damit umgehen, Daten und Verträge sind in Ordnung. Damit sind Sie den meisten Unternehmen voraus. So muss es bleiben, auch wenn das nächste Werkzeug kommt.',
      nextStep:
        'Nutzen Sie den Vorsprung: Nehmen Sie sich einen Ablauf vor, bei dem KI mehr tut, als beim Schreiben zu helfen, und messen Sie ihn vom ersten Tag an.',
    },
    risk_zone: {
      name: 'KI mit Lücken',
      headline: 'Vieles ist geregelt. Der Rest ist Glückssache.',
      explanation:
        'KI hilft Ihren Leuten, und manches ist gut geordnet. Anderes hängt davon ab, dass jeder Einzelne aufpasst. Das geht gut, bis Kundendaten am falschen Ort auftauchen oder jemand fragt, was all die Lizenzen bringen.',
      nextStep:
        'Beginnen Sie mit der ersten Empfehlung unten: Sie schließt die teuerste Lücke, und das in Wochen, nicht in Monaten.',
    },
    crisis: {
      name: 'KI ohne Aufsicht',
      headline: 'KI ist im Einsatz, und niemand hat sie im Blick.',
      explanation:
        'Bisher ist kaum etwas geregelt: welche Werkzeuge genutzt werden, was eingegeben werden darf, wer dafür einsteht. Das geht vielen so, und es lässt sich günstig ändern, solange nichts geschehen ist.',
      nextStep:
        'Benennen Sie noch diese Woche jemanden, der zuständig ist, und lassen Sie zuerst die Liste der Werkzeuge anlegen. Daraus ergibt sich alles Weitere.',
    },
  },
  strength: {
    title: 'Bleiben Sie dabei: {title}',
    action:
      'Das haben Sie im Griff, und {points} Ihrer Punkte kommen daher. Sorgen Sie dafür, dass es so bleibt, wenn Menschen oder Werkzeuge wechseln.',
  },
}
