import { counted, minutes, questions } from './format.ts'

const people = counted('One person', '# people')

/** The pages of a leadership team, and what results say of one. */
export const team = {
  title: 'Compare as a leadership team',
  ownTitle: 'Your leadership team',
  ended:
    'The link of a leadership team ends after 90 days, when whoever made it ends it, or when their details are removed. Ask them for a new one, or take the assessment by yourself: results that you have stay as they are.',

  ask: {
    title: 'Ask your leadership team',
    text: 'Does the rest of the leadership see it as you do? Make one link for all of them. Everybody answers by themselves and sees their own result; together you see where you agree and where you do not, from three people on and without names.',
    make: 'Make a link for your team',
    passOn: 'Pass this link on to your leadership team:',
    member: 'Your answers are part of a comparison in your leadership team.',
    open: 'Open the team’s page',
  },
  invitation: {
    lead: (quizName: string, count: number) =>
      `Somebody in your company has taken the ${quizName} and asks the leadership to do the same. It takes about ${minutes(count)}. Then you see together where you agree and where you do not.`,
    shownTitle: 'What is shown, and to whom',
    shown: [
      'Your score, your answers and your next steps are shown to you alone.',
      'The team’s page says for each question how many of you are on the same side: whether something is in place with you, or not. It says neither who, nor which side.',
      'Nothing is shown of fewer than three people, and answers are added three or more at a time, so that comparing before and after tells nobody’s.',
      'If whoever made the link has agreed to be contacted, we note with their details how far the team agrees. You are not part of that note.',
      'You can leave at any time in the browser in which you answered. The link ends after 90 days at the latest.',
    ],
    start: 'Start the assessment',
    carryOn: 'Carry on where you stopped',
    join: (day: string) => `Join with your result of ${day}`,
    anew: 'Or answer anew',
    otherQuestions:
      'The questions have changed since this link was made, and answers to different questions cannot be compared. Ask for a new link, or take the assessment for yourself.',
    alone: 'Take it for yourself',
    left: {
      title: 'You have left the team',
      text: 'Your answers are no longer compared. Your own result stays where it is.',
    },
  },
  otherQuestions:
    'The questions have changed since this link was made, so that it compares nobody any more. A new link begins a new comparison.',
  count: counted('One person has answered.', '# people have answered.'),
  waiting: {
    few: counted(
      'The comparison needs three people: one more has to answer.',
      'The comparison needs three people: # more have to answer.',
    ),
    forMaker: 'Whoever made the link opens the comparison, once everybody has answered.',
    more: counted(
      'One person has answered since, and is not part of it yet: answers are added three or more at a time.',
      '# people have answered since, and are not part of it yet: answers are added three or more at a time.',
    ),
    compare: 'Compare now',
    compareHint:
      'Wait until everybody has answered: whoever comes later is added only when three or more have come.',
  },
  leftOut:
    'Somebody who was compared together with you has left. Whatever could be shown without them would tell their answers, so yours are left out as well. If you answer anew, you are compared again with the next ones.',
  answerAnew: 'Answer anew',
  comparison: {
    lead: (agreed: number, of: number) => `You agree on ${agreed} of ${questions(of)}`,
    people: (count: number) => `${people(count)} are compared.`,
    disputedTitle: 'Where you are furthest apart',
    none: 'On every question all of you are on one side.',
    areasTitle: 'By area',
    areasText:
      'The share of you that is on the same side, on average over the questions of the area: half is as far apart as it gets.',
    agreedIn: (agreed: number, of: number) => `${agreed} of ${questions(of)} agreed`,
    allQuestions: (count: number) => `All ${questions(count)}`,
    split: (together: number, rest: number) => `${together}:${rest}`,
    agreement: { agreed: 'Agreed', mostly: 'Mostly agreed', divided: 'Divided' },
    method:
      'An answer counts here as “in place” (the first two choices) or not (the other three), and as nothing else. Which side the larger one is, your own result tells you best.',
  },
  link: {
    title: 'The link',
    text: 'For everybody in your leadership team, and for them alone:',
    end: 'End this link',
    endText: 'That takes the team’s page away from everybody. Everybody’s own result stays.',
  },
  leave: {
    title: 'Leave the team',
    text: 'Your answers are then no longer compared. Those who were compared together with you, two or a few more, are left out as well, so that nothing tells what you had answered.',
    button: 'Leave the team',
  },
  ownResult: 'To your own result',
}
