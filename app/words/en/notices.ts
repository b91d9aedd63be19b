import { format } from './format.ts'

/** Why a page is shown again, and what has become of an e-mail. */
export const notices = {
  unreadable: 'We could not read this form',
  limited: {
    title: 'That was a lot in a short time',
    text: (seconds: number) =>
      `Nothing was saved just now. Your answers are still in the form: please continue in ${format.wait(seconds)}.`,
  },
  ahead: {
    title: (step: number) => `Please complete step ${step} first`,
    text: 'Your answers below have not been saved yet.',
    link: (step: number) => `Go to step ${step}`,
  },
  tampered: {
    title: 'We could not verify this browser',
    text: 'The cookie that links this browser to your assessment is not valid, so nothing was saved.',
    linkText: 'Start again',
    page: 'The cookie that links this browser to your assessment is not valid. Please start again from the start page.',
  },
  altered: {
    title: 'This form came back changed',
    text: 'What carries your assessment on without cookies was cut or changed on the way. This page was not saved; what was saved before is kept. Reload the page, which sends it once more, or start again if that does not help.',
    linkText: 'Start again',
  },
  superseded: {
    title: 'You have answered this since',
    text: 'What you sent was an older copy of this page, so nothing of it was saved. Your newer answers are below: change them here, or go on.',
  },
  expired: {
    title: 'Your session has expired',
    text: (seconds: number) =>
      `To protect your data, we delete unfinished assessments after ${format.duration(seconds)} without activity, or sooner if we are asked to erase them. Nothing was saved.`,
    linkText: 'Start again',
  },
  otherUnderWay: {
    title: 'Two assessments are under way in this browser',
    text: 'You see one of them.',
    linkText: 'Go to the other one',
  },
  otherAssessment: {
    title: 'This page belongs to another assessment',
    gone: 'This browser does not have it any more. What it has now is behind the start page.',
    text: 'This browser does not have it any more, and its answers do not go into the one that it has now. Nothing was saved.',
    linkText: 'Go to the start page',
  },
  moved: {
    title: 'You carried on in another browser',
    text: 'One browser at a time fills in an assessment, so nothing was saved here. To come back, open the link in the e-mail with which you carried on, in this browser. If it opens nothing any more, another address was given in the other browser: have a new link sent from there.',
  },
  tooManyLinks: {
    title: 'Too many links were requested',
    text: (seconds: number) =>
      `We have sent many links to your network recently. Your answers are saved; please try again in ${format.duration(seconds)}.`,
  },
  addressFull: {
    title: 'No link was sent',
    text: 'We send only a few e-mails to one address in a day, and you have asked for all of them. Your answers are saved: carry on in this browser, or ask for the link again tomorrow.',
  },
  answersUnavailable: {
    title: 'We could not save your answers',
    text: 'They are still in the form. Please wait a moment and try again.',
  },
  unfinished: {
    title: 'Your answers are saved, and the rest has to wait',
    text: 'Something else went wrong just now. Please wait a moment and send this page once more.',
  },
  resume: {
    kept: (seconds: number) =>
      `It opens your answers on any device. They are kept for ${format.duration(seconds)} after your last answer.`,
    waiting: 'We are sending a link to your inbox',
    sent: 'A link was sent to your inbox',
    delayed: 'Your link will be sent later',
    delayedText:
      'It takes longer than usual at the moment. Your answers are saved: you can carry on here meanwhile.',
    failed: 'We could not send your link',
    failedText:
      'Your answers are saved, and you can carry on in this browser. Check the address, or try again tomorrow: one address gets only a few e-mails in a day.',
  },
  saved: 'Thank you, your details are saved.',
  confirmed: 'Thank you, your address is confirmed.',
  otherBrowser: {
    title: 'Only the browser that took the assessment can add details',
    text: 'A link from an e-mail shows the result, whoever holds it. Nothing was saved: please give your details in the browser in which you answered the questions, or take the assessment here.',
  },
  emailFirst: {
    title: 'We need your e-mail address first',
    text: 'Please enter your e-mail address, then add the other details.',
  },
  detailsUnavailable: {
    title: 'We could not save your details',
    text: 'They are still in the form. Please wait a moment and try again.',
  },
  manyDetails: {
    network: 'Many people on your network have given details',
    own: 'Your details were changed many times',
    text: (seconds: number) =>
      `Nothing was saved just now. What you typed is still in the form: please try again in ${format.wait(seconds)}.`,
  },
  delivery: {
    confirmFirst:
      'Please open the link in it and press “Yes, this is my address”: until then your details go to nobody.',
    confirmedFirst: 'Until your address is confirmed, your details go to nobody.',
    waiting: 'We are e-mailing these results to you.',
    delayed: 'We will e-mail these results to you. It takes longer than usual at the moment.',
    sent: 'We have e-mailed these results to you.',
    bounced:
      'Our e-mail with these results came back: your address does not take mail. Keep this page’s address instead.',
    complained: 'We send no more e-mails to your address, because one of ours was reported as spam.',
    refused: 'We could not e-mail these results: your address was refused. Keep this page’s address instead.',
    failed:
      'We could not e-mail these results to you. Keep this page’s address: it opens them in this browser.',
    addressFull:
      'We have not e-mailed these results: we send only a few e-mails to one address in a day, and yours has had them.',
    alreadySent:
      'We have not e-mailed these results: your address had results before, and gets them once until somebody has used a link that we sent to it. Open that link, press “Yes, this is my address”, and save your address here once more.',
  },
}
