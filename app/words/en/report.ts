import { counted, format, questions } from './format.ts'

const fixesLead = counted('one fix leads', '# fixes lead')

export const report = {
  title: 'Report for the board',
  kind: 'AI readiness report',
  /** Of another scorecard than the default one. */
  kindOf: (product: string) => `${product}: report`,
  heading: 'How far the organization can rely on its AI',
  /** the beginning of the PDF’s name */
  file: 'ai-readiness-report',
  offeredBy: (company: string) => `, an assessment by ${company}`,
  areas: 'The areas',
  lastTime: 'Since last time',
  answers: 'The answers behind the score',
  answerHeads: ['Question', 'Answer', 'Points'],
  points: (gained: number, most: number) => `${gained} of ${most}`,
  steps: 'What to do next',
  way: (category: string, from: number, count: number, after: number) =>
    `The shortest way to ${category}, which begins at ${from} points: ${fixesLead(count)} to ${after}.`,
  toGain: (points: number) => `, ${format.points(points)} to gain`,
  locked: ': the step is on the results page, for who leaves an e-mail address there.',
  method: 'How the score comes about',
  methodText: (count: number, areas: readonly { name: string; weight: number }[]) =>
    `One person answered ${questions(count)} in ${areas.length} areas. Each answer is one of five levels, from “in place, measured and proved” (100 points) to “not in place, or not known” (0 points). An area’s score is the mean of its answers, and the total is the mean of the areas by their weight: ${areas.map(({ name, weight }) => `${name} ${format.percent(weight)}`).join(', ')}. Points are shown in whole numbers.`,
  selfAssessment:
    'It is a self-assessment: nobody has checked the answers, and they show one point of view at one time. It helps to decide where to look first. It is no audit and no certificate.',
  meaning: 'What the total means',
  meaningHeads: ['Total', 'Category', 'In one sentence'],
  spread: (total: number, from: string, to: string, below: number) =>
    `Of about ${total} results of the same questions from ${from} to ${to}, about ${format.percent(below)} were in lower bands than this one.`,
  version: (version: string) => `Version of the questions: ${version}.`,
  actions: {
    failed: 'The PDF could not be made just now',
    failedText: 'Print this page instead: your browser can save it as a PDF, too. Or try again later.',
    download: 'Download as PDF',
    print: 'Print',
    letter: 'PDF for US Letter',
    hint: 'To print it or save it as a PDF, choose Print in your browser’s menu (Ctrl+P, or ⌘P on a Mac).',
    back: 'Back to the result',
  },
}
