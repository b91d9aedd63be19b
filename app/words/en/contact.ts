import { contactFields } from './contact-fields.ts'

export const contact = {
  error: 'Error',
  correct: 'Please correct the following',
  fields: contactFields,
  forms: {
    email: {
      title: 'See all your next steps',
      text: 'Tell us where to send them. They will also appear here right away.',
      submit: 'Show my next steps',
    },
    details: {
      title: 'Put your name on the report',
      text: 'With your name and company, we can tailor our advice to where you work.',
      submit: 'Save my details',
    },
    phone: {
      title: 'Prefer to talk it through?',
      text: 'Leave a number, and an adviser will call you about your result.',
      submit: 'Request a call',
    },
    first: {
      title: 'Talk your result through with us',
      text: 'Only if you wish: everything on this page is yours without it.',
      submit: 'You may contact me',
    },
  },
  elsewhere: {
    title: 'Which address is yours?',
    text: (address: string) =>
      `Your results go to ${address}, which was given in another browser. Before you add anything about yourself, please enter your own address here, even if it is that one.`,
    submit: 'Use this address',
  },
  withBox: 'With the box ticked you can add, if you like',
  consentTitle: 'May we contact you? (optional)',
  consentHint: 'Your results and all next steps are yours either way.',
  consentMore: 'How your data is used, and how to have it deleted',
  correction: {
    title: 'Correct my details',
    text: 'What you leave empty stays as it is. To have something removed, see [privacy and your data].',
    save: 'Save my details',
    address:
      'Another address gets your results. Nothing that you gave with this one is taken along, and we ask you anew whether we may contact you.',
    useAddress: 'Use this address',
  },
  withdraw: {
    title: 'Withdraw your consent',
    text: 'You agreed in this browser. From the moment you withdraw, we send you nothing more and pass on nothing about you, and our customer database is told. Your results stay.',
    button: 'Withdraw my consent',
  },
  link: {
    title: 'You came by a link in an e-mail',
    sentTo: (address: string) => `It was sent to ${address}.`,
    readOnly:
      'This page shows the result. Name, company and phone number can be given, and seen, only in the browser that took the assessment.',
    confirm: 'Yes, this is my address',
  },
}
