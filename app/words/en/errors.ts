import { format } from './format.ts'

export const errors = {
  400: {
    title: 'We could not read that request',
    text: 'Something in it was not what we expected, and nothing was saved.',
    advice: 'Go back, check what you entered, and send it again.',
  },
  403: {
    title: 'That request came from somewhere else',
    text: 'For your safety, we accept only answers sent from our own pages. Open the assessment here and try again.',
    advice: '',
  },
  404: {
    title: 'We could not find that page',
    text: 'The address may be mistyped, or the link may have expired or be meant for someone else.',
    advice: 'Results open only in the browser that took the assessment, or from the link in your e-mail.',
  },
  405: {
    title: 'That page does not work that way',
    text: 'Open the assessment from its start page.',
    advice: '',
  },
  409: {
    title: 'You carried on in another browser',
    text: 'One browser at a time fills in an assessment, and this one has moved to another. Your answers are kept there.',
    advice:
      'To come back, open the link in the e-mail with which you carried on, in this browser. If it opens nothing any more, another address was given in the other browser: have a new link sent from there.',
  },
  413: {
    title: 'That was too large to send',
    text: 'The form contained more than we can accept. Go back, shorten what you entered, and send it again.',
    advice: '',
  },
  422: {
    title: 'We could not accept that',
    text: 'Something is missing, or is not one of the choices. Go back to the step, check your answers, and send them again.',
    advice: '',
  },
  429: {
    title: 'Too many attempts',
    text: 'We received many requests from your network in a short time. Nothing you entered before is lost.',
    advice: '',
  },
  500: {
    title: 'Something went wrong on our side',
    text: 'The problem has been recorded. Your saved answers are safe. Please wait a moment and try again.',
    advice: '',
  },
  503: { title: 'We are briefly unavailable', text: 'Your saved answers are safe.', advice: '' },
  link_cookie: {
    title: 'Please open the link in your e-mail again',
    text: (seconds: number) =>
      `A link opens a page in one browser, for ${format.duration(seconds)}, and leaves nothing secret in its address. This browser has no such link, or does not keep it.`,
    advice:
      'Allow cookies for this site, or use another browser, and open the link in the e-mail itself. If somebody sent you this address: ask them for a link made with “Share this result”.',
  },
  start_cookie: {
    title: 'This browser keeps no cookies for this site',
    text: 'Its one cookie holds a random number, by which your answers find each other. You can also go on without it: then each page hands your assessment to the next.',
    advice: (seconds: number) =>
      `Without cookies, send each page within ${format.duration(seconds)} and close none before the end: what you have answered cannot be opened again. Nothing has been lost so far.`,
  },
  aloneWithoutCookies:
    'You come by a team’s link: without cookies you answer for yourself, and your answers do not become part of the team’s comparison. To take part, open the link in a browser that keeps cookies.',
  not_embedded: {
    title: 'This page is not shown inside that site',
    text: 'The assessment appears in other sites only where whoever runs it has allowed that.',
    advice:
      'It is here for everybody: open the start page. If the site is yours, have its address added to the setting EMBED_ORIGINS.',
  },
  expired: {
    title: 'Your session has expired',
    text: (seconds: number) =>
      `To protect your data, we delete unfinished assessments after ${format.duration(seconds)} without activity, or sooner if we are asked to erase them. Starting again takes a few minutes.`,
    advice: '',
  },
  outdated: {
    title: 'The questions have changed since you began',
    text: (seconds: number) =>
      `You began with questions that have been replaced since, and answers to them cannot be scored with the new ones. They are deleted ${format.duration(seconds)} after you last gave one, as always. Results that you have already stay as they are.`,
    advice: 'We are sorry for the time that this costs you. The new questions are on the start page.',
  },
  number: (status: number) => `Error ${status}`,
  tryIn: (seconds: number) => `Please try again in ${format.wait(seconds)}.`,
  quote: (reference: string) => `If you write to us about it, please quote ${reference}.`,
  withoutCookies: 'Go on without cookies',
  tryAgain: 'Try again',
  toStart: 'Go to the start page',
  insecure: 'Its address begins with http://, which others can read on the way. Nothing was saved.',
  otherMachine:
    'The site is set up for the machine that it runs on, by its setting SITE_URL, and answers under no other name.',
  brokenLink:
    'Mail programs sometimes cut a link short. Copy the whole address from the e-mail, to its last letter, and open that.',
}
