import { format } from './format.ts'

export const start = {
  before: 'Before you start',
  button: 'Start the assessment',
  held: {
    title: 'Please start once more',
    text: 'The page before has a field that people do not see, and that programs fill in. Yours was filled in, so the assessment has not started. A password manager or autofill does that at times.',
    label: 'Leave this field empty',
    hint: 'If something stands in it, clear it.',
    error: 'Clear this field: it has to stay empty.',
  },
  check: {
    again: 'The check has to be done once more',
    againText: 'It had run out, was used already, or came from another network.',
    title: 'One moment before you start',
    text: 'Many assessments were started from your network within the last hour, as happens in a large office. To keep out machines, your browser does a short check.',
    withoutScript: (seconds: number) =>
      `The check needs JavaScript, which does not run in your browser at the moment. Without it you can start in ${format.wait(seconds)}.`,
    /** by which the page’s script says how far it is */
    working: 'Checking. This takes a few seconds...',
    done: 'Done. Your assessment begins...',
    doneAgain: 'Done. You can start now.',
    failed: 'The check did not work. Please load the page again.',
  },
}
