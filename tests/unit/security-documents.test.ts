import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inWords } from '#app/domain/duration.ts'
import { LIFETIMES, REMEMBERED_SESSIONS } from '#app/domain/limits.ts'

const sessions = readFileSync('docs/security/sessions.md', 'utf8')

test('the lifetimes of the page on sessions are those of the code', () => {
  const rows = [...sessions.matchAll(/^\| ([^|]+?) +\| (\d+ \w+) +\|/gm)].map(([, what, time]) => [
    what,
    time,
  ])
  expect(Object.fromEntries(rows)).toEqual({
    'a session under way': inWords(LIFETIMES.session),
    'the cookie': inWords(LIFETIMES.visitorCookie),
    'a link to results': inWords(LIFETIMES.resultsLink),
    'a link to carry on': inWords(LIFETIMES.resumeLink),
    'a link about personal data': inWords(LIFETIMES.privacyLink),
    'the cookie of a link': inWords(LIFETIMES.linkCookie),
    'a form without cookies': inWords(LIFETIMES.continuation),
    'its form on the results': inWords(LIFETIMES.resultsContinuation),
    'a shared link': inWords(LIFETIMES.ownLink),
    'a link to compare with': inWords(LIFETIMES.ownLink),
    'a session of the console': inWords(LIFETIMES.opsSession),
  })
  expect(REMEMBERED_SESSIONS, 'the page says five').toBe(5)
})
