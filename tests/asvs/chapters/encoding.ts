import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met, notApplicable } from '#tests/asvs/verdict.ts'

export const ENCODING: readonly Verdict[] = [
  met(
    '1.1.1',
    'Input is decoded once, before it is checked',
    proof.oddRequests(
      'NUL, half characters and broken UTF-8 in text are refused as such, and never reach the database',
    ),
    proof.input('Rules'),
  ),
  met(
    '1.1.2',
    'Output is encoded last, by or for what interprets it',
    proof.components('what was typed is shown as text, whatever it holds'),
    proof.mailTemplates('hostile text cannot become markup'),
  ),
  met(
    '1.2.1',
    'Encoding fits the place: HTML, attributes, header fields',
    proof.components('what was typed is shown as text, whatever it holds'),
    proof.oddRequests('a link that no address can hold opens nothing and breaks nothing'),
  ),
  met(
    '1.2.2',
    'Untrusted parts of addresses are encoded, and only safe protocols allowed',
    proof.oddRequests('a link that no address can hold opens nothing and breaks nothing'),
    proof.campaign('nothing is kept of %s'),
    proof.settings('all settings that cannot be used are named at once'),
  ),
  met(
    '1.2.3',
    'Nothing untrusted gets into scripts or JSON unescaped',
    proof.components('has no inline style, script or event handler, which the security policy forbids'),
    proof.sourceRules('nothing in the Worker or in the browser makes code or markup of text'),
  ),
  met(
    '1.2.4',
    'Statements take values as parameters',
    proof.sourceRules('statements take every value as a parameter'),
    proof.answers('hostile fields give answers from A to E or a message, never an exception'),
  ),
  met(
    '1.2.9',
    'Text that becomes part of a regular expression is escaped',
    proof.campaign('the owner can keep further tags, and allow listed values alone'),
  ),
  met(
    '1.3.2',
    'No eval and no other code made of text',
    proof.sourceRules('nothing in the Worker or in the browser makes code or markup of text'),
    proof.headers('%s carries every security header and is kept in no shared cache'),
  ),
  met(
    '1.3.3',
    'Text for dangerous places is limited to safe characters and cut in length',
    proof.contact('"%s", a formula for a spreadsheet, is neither a name nor a company'),
    proof.contact('the name "%s" is refused with its reason'),
    proof.contact('a company of signs alone or of 201 characters is refused'),
  ),
  met(
    '1.3.6',
    'Nobody can make the server call an address of their choice',
    proof.sourceRules('the Worker calls others from the files that are known for it alone'),
    proof.connections('Who talks to whom'),
  ),
  met(
    '1.3.7',
    'No template is built from input',
    proof.mailTemplates('hostile text cannot become markup'),
    proof.sourceRules('nothing in the Worker or in the browser makes code or markup of text'),
  ),
  met(
    '1.3.10',
    'No format string comes from input',
    proof.delivery('no e-mail holds a word that a visitor typed'),
  ),
  met(
    '1.3.11',
    'Input for mail systems is cleaned of what they would interpret',
    proof.badInput('an e-mail address with a line break is refused'),
    proof.emailAddress('whatever passes as an e-mail address is plain, lower case and no longer than 254'),
    proof.delivery('no e-mail holds a word that a visitor typed'),
  ),
  met(
    '1.4.2',
    'Numbers are checked for sign and range',
    proof.oddRequests('a step has one spelling, for the page as for its background saves'),
    proof.constraints('every check constraint of the database has a bad value here'),
  ),
  met(
    '1.4.3',
    'What is taken is given back: connections, memory',
    proof.databaseFaults('thirty requests at once all end, and no connection stays open'),
  ),
  met(
    '1.5.2',
    'What is deserialized is read by a strict schema',
    proof.badInput('a tampered cookie is a 400 that says what to do and keeps what was typed'),
    proof.hubspotClient('the fault %s is an error of kind %s, with a class of its own treatment'),
  ),
  notApplicable('1.2.5', 'A Worker has no operating system to call.'),
  notApplicable('1.2.6 1.2.7 1.2.8 1.3.8 1.3.9', 'No LDAP, XPath, LaTeX, JNDI or memcache is used.'),
  notApplicable(
    '1.3.1 1.3.4 1.3.5',
    'Nobody can give HTML, SVG, Markdown or style sheets: all fields are plain text.',
  ),
  notApplicable('1.4.1', 'JavaScript and TypeScript manage their memory.'),
  notApplicable('1.5.1', 'No XML is read.'),
]
