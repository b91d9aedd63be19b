import type { Messages } from '#app/words/en/index.ts'
import { counted, minutes, questions } from './format.ts'

const people = counted('Eine Person', '# Personen')

export const team = {
  title: 'Vergleich der Geschäftsleitung',
  ownTitle: 'Ihre Geschäftsleitung im Vergleich',
  ended:
    'Der Link einer Geschäftsleitung gilt 90 Tage. Er endet früher, wenn ihn die Person beendet, die ihn erstellt hat, oder wenn ihre Angaben gelöscht werden. Bitten Sie um einen neuen Link, oder beantworten Sie die Fragen für sich allein: Ihr eigenes Ergebnis bleibt, wie es ist.',
  ask: {
    title: 'Die Geschäftsleitung einbeziehen',
    text: 'Sieht die übrige Geschäftsleitung es so wie Sie? Erstellen Sie einen Link für alle. Jeder antwortet für sich und erhält sein eigenes Ergebnis; gemeinsam sehen Sie, wo Sie übereinstimmen und wo nicht: ab drei Personen und ohne Namen.',
    make: 'Link für die Geschäftsleitung erstellen',
    passOn: 'Geben Sie diesen Link an Ihre Geschäftsleitung weiter:',
    member: 'Ihre Antworten gehen in den Vergleich Ihrer Geschäftsleitung ein.',
    open: 'Seite der Geschäftsleitung öffnen',
  },
  invitation: {
    lead: (quizName: string, count: number) =>
      `Jemand aus Ihrem Unternehmen hat die Fragen von „${quizName}“ beantwortet und bittet die Geschäftsleitung, dasselbe zu tun. Es dauert etwa ${minutes(count)}. Danach sehen Sie gemeinsam, wo Sie übereinstimmen und wo nicht.`,
    shownTitle: 'Was wem gezeigt wird',
    shown: [
      'Ihre Punktzahl, Ihre Antworten und Ihre nächsten Schritte sehen nur Sie.',
      'Die gemeinsame Seite zeigt zu jeder Frage, wie viele von Ihnen gleich urteilen: dass es etwas bei Ihnen gibt oder dass es fehlt. Sie zeigt weder, wer wie urteilt, noch welches Urteil überwiegt.',
      'Bei weniger als drei Personen wird nichts gezeigt, und neue Antworten kommen erst hinzu, wenn es drei oder mehr sind: So verrät kein Vergleich von vorher und nachher, was jemand geantwortet hat.',
      'Hat die Person, die den Link erstellt hat, einer Kontaktaufnahme zugestimmt, vermerken wir bei ihren Angaben, wie weit die Geschäftsleitung übereinstimmt. Sie selbst kommen in diesem Vermerk nicht vor.',
      'Sie können jederzeit austreten, in dem Browser, in dem Sie geantwortet haben. Der Link endet spätestens nach 90 Tagen.',
    ],
    start: 'Fragen beantworten',
    carryOn: 'Dort fortfahren, wo Sie aufgehört haben',
    join: (day: string) => `Mit Ihrem Ergebnis vom ${day} teilnehmen`,
    anew: 'Oder neu antworten',
    otherQuestions:
      'Die Fragen haben sich geändert, seit dieser Link erstellt wurde, und Antworten auf verschiedene Fragen lassen sich nicht vergleichen. Bitten Sie um einen neuen Link, oder beantworten Sie die Fragen für sich.',
    alone: 'Für mich allein antworten',
    left: {
      title: 'Sie sind ausgetreten',
      text: 'Ihre Antworten werden nicht mehr verglichen. Ihr eigenes Ergebnis bleibt, wo es ist.',
    },
  },
  otherQuestions:
    'Die Fragen haben sich geändert, seit dieser Link erstellt wurde; darum vergleicht er niemanden mehr. Mit einem neuen Link beginnt ein neuer Vergleich.',
  count: counted('Eine Person hat geantwortet.', '# Personen haben geantwortet.'),
  waiting: {
    few: counted(
      'Für den Vergleich sind drei Personen nötig: Eine fehlt noch.',
      'Für den Vergleich sind drei Personen nötig: # fehlen noch.',
    ),
    forMaker: 'Wer den Link erstellt hat, öffnet den Vergleich, sobald alle geantwortet haben.',
    more: counted(
      'Eine Person hat seither geantwortet und gehört noch nicht dazu: Neue Antworten kommen erst hinzu, wenn es drei oder mehr sind.',
      '# Personen haben seither geantwortet und gehören noch nicht dazu: Neue Antworten kommen erst hinzu, wenn es drei oder mehr sind.',
    ),
    compare: 'Jetzt vergleichen',
    compareHint:
      'Warten Sie, bis alle geantwortet haben: Wer später antwortet, kommt erst hinzu, wenn es drei oder mehr sind.',
  },
  leftOut:
    'Jemand, dessen Antworten zusammen mit Ihren verglichen wurden, ist ausgetreten. Was sich ohne diese Person noch zeigen ließe, würde ihre Antworten verraten; darum entfallen auch Ihre. Wenn Sie neu antworten, werden Sie mit den Nächsten wieder verglichen.',
  answerAnew: 'Neu antworten',
  comparison: {
    lead: (agreed: number, of: number) => `Sie stimmen in ${agreed} von ${questions(of)} überein`,
    people: (count: number) => `${people(count)} im Vergleich.`,
    disputedTitle: 'Wo Sie am weitesten auseinanderliegen',
    none: 'In allen Fragen urteilen Sie alle gleich.',
    areasTitle: 'Nach Bereichen',
    areasText:
      'Der Anteil derer, die gleich urteilen, im Mittel über die Fragen des Bereichs: Bei der Hälfte liegen Sie am weitesten auseinander.',
    agreedIn: (agreed: number, of: number) => `in ${agreed} von ${questions(of)} einig`,
    allQuestions: (count: number) => `Alle ${questions(count)}`,
    split: (together: number, rest: number) => `${together}:${rest}`,
    agreement: { agreed: 'Einig', mostly: 'Weitgehend einig', divided: 'Geteilt' },
    method:
      'Hier zählt allein, ob eine Antwort „vorhanden“ heißt (die ersten beiden Möglichkeiten) oder „nicht vorhanden“ (die drei übrigen). Welches Urteil überwiegt, lässt am ehesten Ihr eigenes Ergebnis erkennen.',
  },
  link: {
    title: 'Der Link',
    text: 'Für alle in Ihrer Geschäftsleitung, und nur für sie:',
    end: 'Diesen Link beenden',
    endText: 'Danach gibt es die gemeinsame Seite für niemanden mehr. Jedes eigene Ergebnis bleibt.',
  },
  leave: {
    title: 'Austreten',
    text: 'Ihre Antworten werden dann nicht mehr verglichen. Auch die wenigen Personen, die zusammen mit Ihnen verglichen wurden, entfallen, damit nichts verrät, was Sie geantwortet hatten.',
    button: 'Austreten',
  },
  ownResult: 'Zu Ihrem eigenen Ergebnis',
} satisfies Messages['team']
