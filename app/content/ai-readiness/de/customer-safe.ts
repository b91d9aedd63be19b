import type { AreaWords } from '#app/domain/quiz/content-types.ts'

export const customerSafe: AreaWords = {
  name: 'Sicherheit für Kunden',
  intro:
    'Was Ihre Kunden sehen, rechnen sie Ihnen zu. Diese Fragen gelten der Verlässlichkeit, der Genauigkeit im Alltag und dem, was geschieht, wenn KI sich irrt. Erreicht noch keine KI Ihre Kunden, antworten Sie für die KI, mit der Ihre Leute sie bedienen.',
  questions: {
    customer_safe_1: {
      title: 'Prüfung vor der Freigabe',
      text: 'Was muss erfüllt sein, bevor eine KI-Funktion Ihre Kunden erreicht?',
      whyItMatters:
        'Eine Vorführung zeigt, dass es gelingen kann; erst Prüfungen an echten und böswilligen Fällen zeigen, wie oft es misslingt.',
      choices: {
        A: 'Sie besteht feste Prüffälle, auch böswillige, mit Werten, denen der Fachbereich zugestimmt hat, und jede spätere Änderung wird erneut geprüft.',
        B: 'Sie besteht vor dem Start dokumentierte Prüffälle; spätere Änderungen werden geprüft, wenn sie groß erscheinen.',
        C: 'Das Team probiert sie von Hand aus, und zuerst nutzen sie Kollegen oder wohlgesinnte Kunden.',
        D: 'Sie überzeugt in einer Vorführung, und jemand aus der Führung stimmt zu.',
        E: 'Es ist nichts Bestimmtes verlangt, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Machen Sie vereinbarte Prüffälle zur Schranke vor Ihren Kunden',
        action:
          'Sammeln Sie 100 bis 200 echte Fragen oder Fälle, auch heikle und böswillige, vereinbaren Sie mit dem Fachbereich, welcher Anteil stimmen muss, und geben Sie nichts darunter frei: weder den ersten Stand noch eine spätere Änderung.',
      },
    },
    customer_safe_2: {
      title: 'Genauigkeit im Blick',
      text: 'Wie würden Sie merken, dass KI Ihren Kunden schlechtere Antworten gibt?',
      whyItMatters:
        'Modelle, Daten und Kunden ändern sich; die Genauigkeit vom Start sagt wenig über die dieser Woche.',
      choices: {
        A: 'Antworten aus dem Betrieb werden laufend als Stichprobe bewertet, und fällt ein Wert unter die Schwelle, erfährt es binnen Stunden ein benannter Verantwortlicher.',
        B: 'Eine Stichprobe aus dem Betrieb wird nach Plan geprüft, und die Führung sieht den Verlauf.',
        C: 'Wir sehen uns die Genauigkeit an, wenn Bewertungen oder Zahlen aus dem Kundendienst auffallen.',
        D: 'Kunden oder Kollegen würden es uns sagen.',
        E: 'Wir würden es nicht merken, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Bewerten Sie jede Woche echte Antworten und lassen Sie bei Einbrüchen warnen',
        action:
          'Ziehen Sie wöchentlich mindestens 50 echte Antworten, bewerten Sie sie nach einem einfachen Schema und veröffentlichen Sie den richtigen Anteil im Haus. Legen Sie fest, unter welchem Wert ein benannter Verantwortlicher gewarnt wird und die Funktion abschalten darf.',
      },
    },
    customer_safe_3: {
      title: 'Übergabe an einen Menschen',
      text: 'Was geschieht, wenn KI unsicher ist oder ein Kunde mit einem Menschen sprechen möchte?',
      whyItMatters:
        'Bleibender Schaden entsteht meist durch eine selbstsichere falsche Antwort oder durch einen Kunden, der keinen Ausweg fand.',
      choices: {
        A: 'Sie kennt ihre Grenzen: Unsichere und heikle Fälle gehen mit dem ganzen Verlauf an geschulte Menschen, und wir messen, wie gut das gelingt.',
        B: 'Kunden erreichen jederzeit einen Menschen, der das bisherige Gespräch sieht.',
        C: 'Kunden erreichen einen Menschen, müssen aber von vorn anfangen und alles noch einmal erklären.',
        D: 'Irgendwo gibt es ein Kontaktformular oder eine Telefonnummer.',
        E: 'Es gibt keine Übergabe, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Schaffen Sie einen Ausweg zu einem Menschen, der den Verlauf kennt',
        action:
          'Legen Sie fest, bei welchen Themen und bei welchem Zweifel KI übergeben muss, reichen Sie das Gespräch weiter, damit sich niemand wiederholt, und verfolgen Sie, wie viele Fälle übergeben und gelöst werden.',
      },
    },
    customer_safe_4: {
      title: 'Verhalten bei KI-Vorfällen',
      text: 'Heute Nacht wird ein Bildschirmfoto bekannt, auf dem Ihre KI einem Kunden schädlichen Rat gibt. Wie gut sind Sie vorbereitet?',
      whyItMatters:
        'Die ersten Stunden entscheiden, ob es ein Vorfall bleibt oder eine Schlagzeile wird, und währenddessen schreibt niemand einen guten Plan.',
      choices: {
        A: 'Ein geübter Plan: Wer Bereitschaft hat, kann die Funktion binnen Minuten abschalten, alle betroffenen Kunden finden und sie informieren.',
        B: 'Ein schriftlicher Plan mit Namen und einem Weg zum Abschalten; geübt wurde er nicht.',
        C: 'Unser allgemeines Vorgehen bei IT-Störungen würde gelten, auch wenn es falsche oder schädliche Antworten nicht kennt.',
        D: 'Man würde die Entwickler anrufen, und sie würden improvisieren.',
        E: 'Wir sind nicht vorbereitet, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Schreiben und üben Sie einen Plan für den öffentlichen KI-Fehler',
        action:
          'Schreiben Sie eine Seite: wer entscheidet, wie die Funktion abgeschaltet wird, wie betroffene Kunden gefunden und benachrichtigt werden, wer sich öffentlich äußert. Üben Sie ihn noch in diesem Quartal mit den Genannten, außerhalb der Bürozeiten.',
      },
    },
    customer_safe_5: {
      title: 'Ausfall eines KI-Anbieters',
      text: 'Was würden Ihre Kunden erleben, wenn Ihr KI-Anbieter morgen früh ausfiele oder sein Modell änderte?',
      whyItMatters:
        'Den größten Teil Ihrer KI mieten Sie bei anderen, die Ausfälle haben und Modelle nach eigenem Kalender einstellen.',
      choices: {
        A: 'Wenig: Modellversionen sind festgelegt, ein erprobter Ersatz springt von selbst ein, und eine Übung hat es bewiesen.',
        B: 'Einen eingeschränkten Dienst: Ein Ersatz ist da und wird von Hand eingeschaltet.',
        C: 'Eine höfliche Fehlermeldung, während wir auf den Anbieter warten.',
        D: 'Ausfälle oder seltsames Verhalten, bis es jemandem auffällt.',
        E: 'Darüber haben wir nicht nachgedacht, oder ich weiß es nicht.',
      },
      recommendation: {
        title: 'Bereiten Sie für jeden KI-Anbieter einen Ersatz vor und üben Sie den Ausfall',
        action:
          'Entscheiden Sie für jeden Kundenweg, der von KI abhängt, was ohne sie geschieht: ein zweites Modell, eine einfachere Regel oder ein Mensch. Legen Sie Modellversionen fest und schalten Sie den Anbieter in einer geplanten Übung ab, um zu sehen, ob es gelingt.',
      },
    },
  },
}
