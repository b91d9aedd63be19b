import type { CategoryWords } from '#app/domain/quiz/content-types.ts'

export const categories: Record<string, CategoryWords> = {
  champion: {
    name: 'KI mit Substanz',
    headline: 'Ihre KI liefert, und Sie können es belegen.',
    explanation:
      'Sie messen, was KI einbringt, schützen die Kunden, die ihr begegnen, und könnten einem Prüfer die Nachweise vorlegen. So arbeiten nur wenige Unternehmen. Jetzt gilt es, das Niveau zu halten, während sich Modelle, Gesetze und Kosten weiter ändern.',
    nextStep:
      'Benennen Sie für jede Stärke, wer sie erhält, und nutzen Sie dann Ihren Vorsprung: Sie können sich Anwendungen leisten, die andere nicht wagen dürfen.',
  },
  builder: {
    name: 'KI im Aufbau',
    headline: 'Das Fundament steht. An manchen Stellen fehlt noch der Nachweis.',
    explanation:
      'Das meiste, was verantwortungsvolle KI braucht, ist vorhanden, und Ihre besseren Vorhaben rechnen sich. Die Lücken sind eng umrissen: Einiges hängt an einzelnen Personen oder gilt nur für die größten Systeme.',
    nextStep:
      'Geben Sie der ersten Empfehlung unten noch in diesem Quartal eine verantwortliche Person und einen Termin. Mit jeder geschlossenen Lücke wird das Wachsen sicherer.',
  },
  risk_zone: {
    name: 'KI in der Risikozone',
    headline: 'Ihre KI ist schneller als Ihre Kontrollen.',
    explanation:
      'KI ist im Einsatz und hilft teilweise auch. Ihr Nutzen wird aber öfter behauptet als gemessen, und Schutz besteht vor allem darin, dass Menschen aufpassen. In dieser Lage kommen Vorfälle und Budgetfragen meist überraschend.',
    nextStep:
      'Schließen Sie die beiden teuersten Lücken unten, bevor Sie etwas Neues einführen. Bei der Reihenfolge hilft Ihnen ein persönliches Gespräch.',
  },
  alert: {
    name: 'KI als Schaufenster',
    headline: 'Bisher ist mehr Ankündigung als Substanz zu sehen.',
    explanation:
      'Es gibt Pilotprojekte und Ankündigungen, aber kaum Belege für den Nutzen und wenig Schutz für Kunden und Daten. Das Risiko ist doppelt: Geld ohne Ergebnis und Schäden, auf die niemand achtet.',
    nextStep:
      'Setzen Sie neue Pilotprojekte einen Monat lang aus, übertragen Sie einer Führungskraft die Verantwortung und beginnen Sie mit der ersten Empfehlung unten.',
  },
  crisis: {
    name: 'KI im Blindflug',
    headline: 'Sie sind angreifbar, und womöglich weiß niemand, wo.',
    explanation:
      'Von dem, was KI nützlich und sicher hält, ist fast nichts vorhanden, oder niemand kann es sagen. Im Einsatz ist KI vermutlich trotzdem: in zugekaufter Software und in den Händen Ihrer Beschäftigten.',
    nextStep:
      'Finden Sie binnen zwei Wochen heraus, welche KI im Einsatz ist, mit welchen Daten und vor welchen Kunden. Arbeiten Sie dann die Empfehlungen unten von oben nach unten ab.',
  },
}
