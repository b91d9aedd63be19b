import { counted, days, format } from './format.ts'

const fixes = counted('one fix', '# fixes')
const theseFixes = counted('this fix', 'these # fixes')
const answers = counted('# answer', '# answers')

export const results = {
  title: 'Your result',
  gauge: (score: number, category: string) => `Score ${score} out of 100: ${category}`,
  outOf100: 'out of 100',
  range: (from: number, to: number) => `${from} to ${to}`,
  onward: 'See what to do next',
  meaning: 'What this result means',
  movedYours: 'What moved your score',
  moved: 'What moved the score',
  openAreas: 'Open an area to see what each answer brought, in whole points of the total.',
  otherQuestions:
    'The questions have changed since this assessment, so its answers are not shown beside them.',
  weight: (of100: number) => `counts for ${format.percent(of100)}`,
  gains: 'Where to gain the most points',
  strengths: 'Strengths to keep',
  keep: 'Keep',
  point: counted('point', 'points'),
  answers: (count: number, lost: number) =>
    `${answers(count)}${lost > 0 ? `, ${lost} with points to gain` : ', nothing lost'}`,
  of: (most: number) => `of ${most}`,
  fix: 'Fix this',
  tryFixes: 'See the score with the ticked fixes',
  whatIf: (count: number, after: number, before: number, category: string | null) =>
    `With ${theseFixes(count)} the score would be *${after}* in place of ${before}${category === null ? '.' : `: ${category}.`}`,
  clear: 'Clear the fixes',
  way: (category: string, from: number, titles: readonly string[]) =>
    `The shortest way to ${category}, which begins at ${from}: ${fixes(titles.length)}, ${format.list(titles)}. [See the score with that]`,
  highest: 'There is no higher category than yours.',
  briefing: {
    title: 'Your executive briefing',
    text: 'Go through your result with an adviser.',
    weWrite: 'We will write to you with a choice of times.',
    agree: 'To arrange one, [agree to be contacted], and we will write to you.',
    choose: 'Choose a time',
  },
  lastTime: {
    title: 'Since last time',
    otherQuestions: (day: string, score: number) =>
      `On ${day} the score was ${score}. The questions have changed since, so the two results cannot be compared.`,
    before: (day: string, score: number) => `On ${day} the score was ${score}.`,
    same: 'It is the same now.',
    higher: (points: number) => `Now it is ${format.points(points)} higher.`,
    lower: (points: number) => `Now it is ${format.points(points)} lower.`,
    heads: ['Area', 'Then', 'Now', 'Change'],
    formerQuestions:
      'Both answered a former version of the questions, so their answers are not shown beside each other.',
    unchanged: 'Every question was answered as before.',
    changed: counted('One answer has changed', '# answers have changed'),
    then: (answer: string) => `Then: ${answer}`,
    now: (answer: string) => `Now: ${answer}`,
  },
  spread: {
    title: 'Where this result stands',
    summary: (from: number, to: number, share: number, total: number, below: number) =>
      `Results from ${from} to ${to}, as this one, are ${format.percent(share)} of about ${total}${below > 0 ? `. About ${format.percent(below)} are lower than that.` : ', and the lowest of them.'}`,
    chart: 'Share of results by score.',
    own: 'this result',
    table: 'The same as a table',
    heads: ['Score', 'Share of results'],
    source: (from: string, to: string) =>
      `All assessments with these questions that were started from ${from} to ${to}, in round numbers; this one may be among them.`,
  },
  keeping: {
    report: 'Show it to your board',
    reportText: 'The score, the answers and the next steps as a document, to print or to hand out.',
    openReport: 'Open the report',
    share: 'Share this result',
    shareText:
      'Make a link for your colleagues. It shows score, answers and next steps to whoever has it, and nothing about you, until you end it here or we remove your details.',
    shared: (until: string) =>
      `Until ${until}, whoever has this link reads the score, the answers and the next steps, and nothing about you:`,
    makeLink: 'Make a link to share',
    endLink: 'End this link',
    again: 'Take it again',
    againText: (count: number) =>
      `To see what has moved. For ${days(count)} this browser compares the next result with this one by itself.`,
    againNow: 'Take it again now',
    againLater: 'For later, in three months, say, or for another browser, keep a link that compares the two.',
    againLink: (until: string) =>
      `Start the next assessment from this link, until ${until}, to compare it with this one:`,
    makeAgainLink: 'Make a link for later',
    againCompared: 'Your next result is compared with this one, area by area and question by question.',
    forget: 'Do others use this browser?',
    forgetText: (sharing: boolean) =>
      `Have it forgotten, and no page shows your answers, results or contact details here any more. The links in our e-mails go on, and so does one that you keep to compare with${sharing ? '; the link that you have shared ends' : ''}.`,
    forgetButton: 'Forget this browser',
  },
}
