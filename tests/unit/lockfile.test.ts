import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface LockedPackage {
  version: string
  resolved?: string
  integrity?: string
}

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>
}
const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '')

function pathsWhere(condition: (entry: LockedPackage) => boolean): string[] {
  return packages.filter(([, entry]) => condition(entry)).map(([path]) => path)
}

// npm leaves it out of optional packages of other platforms when it makes the lockfile from what is installed.
test('every package of the lockfile has a checksum', () => {
  expect(packages.length).toBeGreaterThan(500)
  expect(
    pathsWhere(({ integrity }) => !integrity?.startsWith('sha512-')),
    'Without integrity. Delete these entries from package-lock.json and run: npm install --package-lock-only',
  ).toEqual([])
})

test('the lockfile names no registry, so that it installs from whichever one npm is set to', () => {
  expect(
    pathsWhere(({ resolved }) => resolved !== undefined),
    'With an address. Delete its "resolved" lines; .npmrc keeps npm from writing them.',
  ).toEqual([])
})
