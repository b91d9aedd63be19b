import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#app/domain/language/languages.ts'
import {
  DEFAULT_MOUNT,
  DEFAULT_SCORECARD,
  mountPath,
  mountedPath,
  parseMount,
} from '#app/domain/visit/mount.ts'
import { fc } from '#tests/helpers/fast-check.ts'
import { readRoutePaths } from '#tests/helpers/route-paths.ts'

const SCORECARDS = ['quick-check']

describe('the beginning of an address', () => {
  test.each([
    ['/', '/', {}],
    ['/assessment/step/1', '/assessment/step/1', {}],
    ['/de', '/', { language: 'de' }],
    ['/de/', '/', { language: 'de' }],
    ['/DE/privacy', '/privacy', { language: 'de' }],
    ['/en/privacy', '/privacy', {}],
    ['/embed', '/', { embedded: true }],
    ['/quick-check/assessment/start', '/assessment/start', { scorecard: 'quick-check' }],
    ['/ai-readiness/privacy', '/privacy', {}],
    [
      '/embed/de/quick-check/assessment/step/1',
      '/assessment/step/1',
      { embedded: true, language: 'de', scorecard: 'quick-check' },
    ],
  ] as const)('%s is %s of its mount', (pathname, path, mount) => {
    expect(parseMount(pathname, SCORECARDS)).toEqual({ mount: { ...DEFAULT_MOUNT, ...mount }, path })
  })

  test.each([
    '/fr/privacy',
    '/unknown-check/assessment/start',
    '/de-de/privacy',
    '/design',
    '/embedded',
    '/de/ops',
    '/de/health',
    '/embed/robots.txt',
    '/quick-check/webhooks/mail',
    '/embed/embed.js',
    '/de//elsewhere.example',
    '/en//',
  ])('%s says nothing that is understood, and stays whole', (pathname) => {
    expect(parseMount(pathname, SCORECARDS)).toEqual({ mount: DEFAULT_MOUNT, path: pathname })
  })

  test('what is out of its order is left to the path, which no route has', () => {
    expect(parseMount('/quick-check/de/privacy', SCORECARDS).path).toBe('/de/privacy')
    expect(parseMount('/de/de/privacy', SCORECARDS).path).toBe('/de/privacy')
    expect(parseMount('/de/embed/privacy', SCORECARDS).path).toBe('/embed/privacy')
  })

  test('no route begins as a mount does', async () => {
    const paths = await readRoutePaths()
    expect(paths.length).toBeGreaterThan(20)
    for (const path of paths) expect(parseMount(path, SCORECARDS).path, path).toBe(path)
  })
})

describe('an address in a mount', () => {
  const mounts = fc.record({
    embedded: fc.boolean(),
    language: fc.constantFrom(...LANGUAGES),
    scorecard: fc.constantFrom(DEFAULT_SCORECARD, ...SCORECARDS),
  })
  const paths = fc.constantFrom('/', '/privacy', '/assessment/step/3', '/assessment/results/x/report.pdf')

  test('is read as it was written', () => {
    fc.assert(
      fc.property(mounts, paths, (mount, path) => {
        expect(parseMount(mountedPath(mount, path), SCORECARDS)).toEqual({ mount, path })
      }),
    )
  })

  const german = { ...DEFAULT_MOUNT, language: 'de' } as const

  test.each([
    ['/', '/de'],
    ['/?utm_source=mail', '/de?utm_source=mail'],
    ['/#method', '/de#method'],
    ['/privacy#request', '/de/privacy#request'],
    ['#main', '#main'],
    ['?fix=a', '?fix=a'],
    ['//elsewhere.example/', '//elsewhere.example/'],
    ['https://elsewhere.example/privacy', 'https://elsewhere.example/privacy'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
  ])('%s is %s in German', (path, mounted) => {
    expect(mountedPath(german, path)).toBe(mounted)
  })

  test('has no prefix where all is as usual', () => {
    expect(mountPath(DEFAULT_MOUNT)).toBe('')
  })
})
