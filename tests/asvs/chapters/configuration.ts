import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met } from '#tests/asvs/verdict.ts'

const outgoing = proof.sourceRules('the Worker calls others from the files that are known for it alone')

export const CONFIGURATION: readonly Verdict[] = [
  met('13.1.1', 'Whom the application talks to is written down', proof.connections('Who talks to whom')),
  met(
    '13.2.1',
    'Services prove to each other who they are, each with its own account',
    proof.secrets('Who has them'),
    proof.secrets('When they are replaced'),
  ),
  met(
    '13.2.2',
    'Accounts of services have the least rights',
    proof.appRole(
      'the Worker’s role reads and writes the rows of every table, and of the migrations’ own reads alone',
    ),
    proof.appRole('it calls the functions of the product, and owns nothing'),
    proof.secrets('Who has them'),
  ),
  met(
    '13.2.3',
    'No default credentials',
    proof.settings('no secret that .dev.vars.example shows is taken in production'),
    proof.checkConfig(
      'what is unsafe where strangers come stops a deployment, by name and without a secret: %o',
    ),
  ),
  met(
    '13.2.4',
    'A list says what the application may call',
    proof.connections('Who talks to whom'),
    outgoing,
  ),
  met(
    '13.2.5',
    'The server may call nothing else',
    outgoing,
    proof.redirects(
      'a redirect of HubSpot’s address is not followed, so that no personal data goes elsewhere',
    ),
    proof.headers('%s carries every security header and is kept in no shared cache'),
  ),
  met(
    '13.3.1',
    'Secrets are in a store for secrets, not in code or builds',
    proof.secrets('Where they are'),
    proof.settings('every setting whose value must not be shown is in the list of secrets'),
  ),
  met('13.3.2', 'Access to secrets is for those who need them', proof.secrets('Who has them')),
  met(
    '13.4.1',
    'No metadata of version control is deployed',
    proof.contentTypes('every static file says what it is, text also in which encoding'),
    proof.surface('what is not part of the product does not exist: %s'),
  ),
  met(
    '13.4.2',
    'Debugging is off in production',
    proof.oddRequests('what cannot be done with %s is said in our own words and logged as no error'),
    proof.oddRequests("the framework's own data requests do not exist"),
  ),
  met(
    '13.4.3',
    'Folders are not listed',
    proof.surface('what is not part of the product does not exist: %s'),
  ),
  met('13.4.4', 'TRACE is not answered', proof.badInput('methods other than GET, HEAD and POST are a 405')),
  met(
    '13.4.5',
    'Documentation and monitoring are open only on purpose',
    proof.access('What each may do'),
    proof.surface('what is not part of the product does not exist: %s'),
  ),
]

export const DATA_PROTECTION: readonly Verdict[] = [
  met(
    '14.1.1',
    'Sensitive data is known and classified',
    proof.sensitiveData('Levels'),
    proof.catalogueTests('the catalogue classifies every column of the database, and none besides'),
    proof.catalogueTests('every JSON path that the product writes is classified'),
  ),
  met('14.1.2', 'Each level says how it is protected', proof.sensitiveData('Protection')),
  met(
    '14.2.1',
    'Nothing sensitive in addresses',
    proof.linkCookie(
      'a link to %s is traded for a cookie: no address after it, and no page, holds its token',
    ),
    proof.linkCookie('no log line of links holds a token, whatever has become of it'),
  ),
  met(
    '14.2.2',
    'Nothing sensitive in caches of servers',
    proof.headers('%s carries every security header and is kept in no shared cache'),
    proof.deploying('With Supabase or another PostgreSQL, through Hyperdrive'),
  ),
  met(
    '14.2.3',
    'Nothing sensitive goes to trackers',
    proof.components('loads nothing from elsewhere'),
    proof.mailTemplates('$name loads nothing: no image, no remote style or font, no script'),
    proof.headers('%s carries every security header and is kept in no shared cache'),
  ),
  met(
    '14.2.4',
    'What is written about each level is done',
    proof.personalData('How long a deleted value can still be read'),
    proof.catalogueTests(
      'once the retention is over nothing is left in any column or path that the catalogue calls personal',
    ),
    proof.canary(
      'after the retention neither the database nor any log holds what a person gave, whatever became of it',
    ),
    proof.delivery('the link in the e-mail is made of a secret that the database does not hold'),
  ),
  met(
    '14.3.1',
    'What the browser holds goes with the session',
    proof.forgetting(
      'a browser that was forgotten opens nothing any more, and a copy of its cookies neither',
    ),
    proof.quizForm('the results page leaves nothing in the browser'),
    proof.headers('%s carries every security header and is kept in no shared cache'),
  ),
  met(
    '14.3.2',
    'Browsers do not cache what is sensitive',
    proof.headers('%s carries every security header and is kept in no shared cache'),
  ),
  met(
    '14.3.3',
    'Storage of the browser holds nothing sensitive',
    proof.quizForm('keys typed into a field stay letters, and contact details never reach the storage'),
    proof.quizForm('the results page leaves nothing in the browser'),
  ),
]
