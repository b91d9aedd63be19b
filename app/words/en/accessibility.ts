export const accessibility = {
  title: 'Accessibility',
  description:
    'How far the assessment can be used with a keyboard, a screen reader, large text or high contrast, and whom to tell of a barrier.',
  lead: (company: string | null) =>
    `${company === null ? 'We want' : `${company} wants`} everybody to be able to take this assessment, read the result and act on it.`,
  conforms: 'What it conforms to',
  conformsText:
    'These pages are built to the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, and we know of no requirement of that level that they fail. They have been checked by ourselves, not by an independent body.',
  means: 'What that means in use',
  meaning: [
    'Everything works with the keyboard alone, and the focus can always be seen.',
    'Every page works without JavaScript. It only adds comfort, such as saving while you answer.',
    'A screen reader hears what changes: an error, a saved answer, where you are. The score and its breakdown are text; pictures of them only repeat it.',
    'Text can be enlarged to twice its size, and pages fit a window 320 pixels wide without scrolling sideways.',
    'Light, dark and forced colours are followed, and so is a wish for less motion.',
    'Nothing depends on colour alone, and every target is at least 44 pixels high.',
    'Answers do not get lost while you take your time: they are kept for 24 hours after the last one.',
  ],
  tested: 'How it is tested',
  testedText:
    'Before each release, every page is opened in a browser in each of its states, in light, dark and forced colours, on a wide screen and at 320 pixels, and checked against the rules of axe-core; those of a second engine, Siteimprove Alfa, look at each state as well. Tests with the keyboard alone and without JavaScript go from the first page to the result. Rules find some barriers and not all.',
  limits: 'What we cannot promise',
  limitsText:
    'Pages that we link to, such as the one where a briefing is booked, belong to others. Where a check by Cloudflare appears before you start, its accessibility is theirs.',
  tell: 'Tell us of a barrier',
  tellText:
    'If something keeps you from taking part, [write to us]: say which page it was and what you use. We answer, put it right where we can, and give you the assessment in another way in the meantime.',
}
