// Tests hold on every machine, however busy: what may not stand in them, because it makes them depend on how long something
// takes. Limits against hanging stand once, in vitest.config.ts.

const WAIT = 'Wait for what happens instead: expect.poll, eventually() or a latch.'
const MEASURE = 'Durations are measured in bench/; here count calls, look at their order, or pass a clock in.'
const LIMIT = 'A limit of its own breaks on a busy machine: those against hanging stand in vitest.config.ts.'

const HOOKS = '/^(test|it|describe|beforeAll|beforeEach|afterAll|afterEach)$/'

const everywhere = [
  { selector: 'CallExpression[callee.name=/^set(Timeout|Interval)$/]', message: WAIT },
  {
    selector:
      "ImportDeclaration[source.value='node:timers/promises'] > ImportSpecifier[imported.name='setTimeout']",
    message: WAIT,
  },
  { selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^wait/]", message: WAIT },
  {
    selector: "CallExpression[callee.object.name='AbortSignal'][callee.property.name='timeout']",
    message: WAIT,
  },
  { selector: "MemberExpression[object.name='performance']", message: MEASURE },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']:not(NewExpression MemberExpression)",
    message: MEASURE,
  },
  { selector: "MemberExpression[object.name='process'][property.name='hrtime']", message: MEASURE },
  { selector: "CallExpression[callee.object.name='vi'][callee.property.name='setConfig']", message: LIMIT },
  {
    selector: "CallExpression[callee.object.name='expect'][callee.property.name='poll'][arguments.length>1]",
    message: LIMIT,
  },
  { selector: `CallExpression[callee.name=${HOOKS}] > Literal.arguments:not(:first-child)`, message: LIMIT },
  {
    selector: `CallExpression[callee.name=${HOOKS}] > ObjectExpression > Property[key.name=/^(timeout|retry|repeats)$/]`,
    message: LIMIT,
  },
  {
    selector: `CallExpression[callee.callee.object.name=${HOOKS}] > Literal.arguments:not(:first-child)`,
    message: LIMIT,
  },
  {
    selector: `CallExpression[callee.callee.object.name=${HOOKS}] > ObjectExpression > Property[key.name=/^(timeout|retry|repeats)$/]`,
    message: LIMIT,
  },
  {
    selector: "MemberExpression[property.name='newContext']",
    message: 'openContext() of tests/helpers/browser.ts is as patient as the tests.',
  },
  {
    selector: "ImportDeclaration[source.value='fast-check']",
    message: 'Import fc from tests/helpers/fast-check.ts, which tries the same examples on every run.',
  },
]

export const steadyTests = [
  { files: ['tests/**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', ...everywhere] } },
  {
    files: ['tests/worker/**/*.ts', 'tests/e2e/**/*.ts'],
    ignores: ['tests/worker/fixtures/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'fetch',
          message: 'fetchOnce() does not meet a connection that the runtime is just closing.',
        },
      ],
    },
  },
]
