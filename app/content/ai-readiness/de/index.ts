import type { ScorecardWords } from '#app/domain/quiz/content-types.ts'
import { categories } from './categories.ts'
import { customerSafe } from './customer-safe.ts'
import { governance } from './governance.ts'
import { riskCompliance } from './risk-compliance.ts'
import { valueAssurance } from './value-assurance.ts'

export const words: ScorecardWords = {
  name: 'KI-Standortbestimmung',
  landing: {
    title: 'AI Readiness Scorecard: Wie verlässlich ist die KI in Ihrem Haus?',
    description:
      'Sechzehn Fragen für die Führung. Ein Ergebnis von 0 bis 100, vier Bereiche und die nächsten Schritte: in zehn Minuten, ohne Anmeldung.',
    audience: 'Für alle, die KI verantworten',
    about:
      'Wir beraten Geschäftsleitungen zu KI: was sie einbringt, wo sie Kunden schadet und wonach Prüfer fragen. Mit diesen Fragen beginnen wir.',
    headline: 'Wie weit ist Ihre KI wirklich?',
    lead: 'Beantworten Sie 16 Fragen in zehn Minuten. Sie erhalten 0 bis 100 Punkte, Ergebnisse für vier Bereiche und Ihre nächsten Schritte.',
    startLabel: 'Jetzt beginnen',
    method:
      'Jede Frage hat fünf Antworten, von überall gelebter Praxis (100 Punkte) bis „gibt es nicht“ oder „weiß ich nicht“ (0). Ein Bereich erhält den Mittelwert seiner Antworten; in der Gesamtzahl wiegt mehr, was im Fehlerfall teurer wird. Gleiche Antworten ergeben stets das gleiche Ergebnis, ohne Ermessen.',
    faq: [
      {
        title: 'Muss ich sagen, wer ich bin?',
        text: 'Nein. Ergebnis, Bereiche und die erste Empfehlung sehen Sie ohne Namen und Adresse. Für alle Empfehlungen genügt eine E-Mail-Adresse.',
      },
      {
        title: 'Ruft mich jemand an?',
        text: 'Nur wenn Sie es ankreuzen. Vorab ist nichts angekreuzt, keine Empfehlung hängt davon ab, und Sie können jederzeit widerrufen.',
      },
      {
        title: 'Wer sollte antworten?',
        text: 'Wer für diese Themen geradesteht, ohne Vorbereitung. Auch „weiß ich nicht“ ist eine Antwort: Sie zählt als nicht vorhanden, denn darauf kann sich niemand verlassen.',
      },
      {
        title: 'Kann ich später weitermachen?',
        text: 'Ja. Jede Antwort wird sofort gespeichert, für {session}, und ein Link per E-Mail öffnet sie auf einem anderen Gerät.',
      },
      {
        title: 'Was geschieht mit meinen Antworten?',
        text: '{days} nach dem Abschluss wird alles entfernt, was zeigt, wer Sie sind. Punkte und Antworten bleiben als Statistik. [Datenschutz und Ihre Daten]',
      },
    ],
  },
  areas: {
    value_assurance: valueAssurance,
    customer_safe: customerSafe,
    risk_compliance: riskCompliance,
    governance,
  },
  categories,
  strength: {
    title: 'Halten Sie Ihre Stärke: {title}',
    action:
      'Hier sind Sie auf der höchsten Stufe, und {points} Ihrer Punkte hängen daran. Benennen Sie, wer dafür sorgt, dass es so bleibt, und prüfen Sie es jedes Quartal.',
  },
}
