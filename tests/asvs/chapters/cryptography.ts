import * as proof from '#tests/asvs/sources.ts'
import { type Verdict, met, notApplicable } from '#tests/asvs/verdict.ts'

export const CRYPTOGRAPHY: readonly Verdict[] = [
  met('11.1.1', 'How keys are made, kept and replaced is written down', proof.cryptography('Keys')),
  met('11.1.2', 'An inventory of keys and algorithms', proof.cryptography('Inventory')),
  met('11.2.1', 'Cryptography is of libraries that were examined', proof.cryptography('Cryptography')),
  met(
    '11.2.2',
    'Keys and algorithms can be replaced',
    proof.cryptography('Replacing a key'),
    proof.cryptography('Replacing an algorithm'),
    proof.deployedSettings('a cookie signed by any of the secrets is accepted, and only by one of them'),
    proof.accessLinks(
      'a token is recovered under the secret that made it, also after another took its place',
    ),
  ),
  met(
    '11.2.3',
    'At least 128 bits of security',
    proof.cryptography('Inventory'),
    proof.settings('all settings that cannot be used are named at once'),
  ),
  met('11.3.1', 'No weak modes or paddings', proof.cryptography('Inventory')),
  met('11.3.2', 'Only approved ciphers', proof.cryptography('Inventory')),
  met(
    '11.4.1',
    'Only approved hashes',
    proof.cryptography('Inventory'),
    proof.network('an address is kept as a hash under a key, and under each of several'),
    proof.hashKeys('what is stored is the hash under the first key, and never the address'),
  ),
  met(
    '11.4.3',
    'Hashes of signatures are long enough and resist collisions',
    proof.cryptography('Inventory'),
  ),
  met(
    '11.5.1',
    'What must not be guessed is random, with 128 bits',
    proof.random('session ids have 192 random bits, nonces 128, and none comes twice'),
    proof.cryptography('Inventory'),
    proof.headers('the nonce is another one in every response'),
  ),
  met('11.6.1', 'Keys and signatures are made by approved algorithms', proof.cryptography('Keys')),
  notApplicable('11.3.3', 'The product encrypts nothing itself; TLS and the database’s disks do.'),
  notApplicable('11.4.2 11.4.4', 'No password is stored, and no key is derived from one.'),
]

export const COMMUNICATION: readonly Verdict[] = [
  met('12.1.1', 'TLS 1.2 and 1.3 alone', proof.connections('Transport'), proof.deploying('2. Worker')),
  met('12.1.2', 'Only recommended cipher suites', proof.connections('Transport')),
  met(
    '12.2.1',
    'Browsers are served by TLS alone',
    proof.https('in production what is read by http is read by https instead, at the same address'),
    proof.https('in production nothing is written by http, and no header of the sender’s makes it https'),
    proof.headers('%s carries every security header and is kept in no shared cache'),
  ),
  met('12.2.2', 'Publicly trusted certificates', proof.connections('Transport')),
  met(
    '12.3.1',
    'Every connection is encrypted',
    proof.checkConfig(
      'what is unsafe where strangers come stops a deployment, by name and without a secret: %o',
    ),
    proof.databaseTls(
      'a database elsewhere is refused before anything is sent when its URL does not ask for checked TLS: %s',
    ),
    proof.connections('Transport'),
  ),
  met(
    '12.3.2',
    'Certificates of others are checked',
    proof.databaseTls(
      'a database elsewhere is refused before anything is sent when its URL does not ask for checked TLS: %s',
    ),
    proof.connections('Transport'),
  ),
  met('12.3.3', 'Connections inside are encrypted', proof.connections('Transport')),
  met('12.3.4', 'Certificates inside are trusted', proof.connections('Transport')),
  notApplicable('12.1.3', 'No client certificates are used.'),
]
