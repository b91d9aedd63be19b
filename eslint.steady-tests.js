// Tests hold on every machine, however busy: what may not stand in them, because it makes them depend on how long something
// takes, or on chance. Limits against hanging stand once, in vitest.config.ts.

const WAIT = 'Wait for what happens instead: expect.poll, eventually() or a latch.'
const MEASURE = 'Durations are measured in bench/; here count calls, look at their order, or pass a clock in.'
const LIMIT = 'A limit of its own breaks on a busy machine: those against hanging stand in vitest.config.ts.'
const OPTIONS =
  'Options of a test stand here word for word: of what stands elsewhere nobody sees whether it is a limit.'
const ALIAS = 'Under another name these rules do not see it: use it by its own.'
const CHANCE = 'A failure must come back: take examples from fc.assert() or a seeded generator.'

/** @returns a selector of calls on one of these names: `test()`, `test.only()`, `test.concurrent.each()()` and so on */
const callOf = (names) =>
  `CallExpression:matches(${[
    'name',
    'object.name',
    'object.object.name',
    'callee.object.name',
    'callee.object.object.name',
    'tag.object.name',
    'tag.object.object.name',
  ]
    .map((path) => `[callee.${path}=/^(${names})$/]`)
    .join(', ')})`

const HOOKS = '(before|after|around)(All|Each)|onTest(Finished|Failed)'
const TESTS = 'test|it|describe|suite'
const testCall = callOf(TESTS)

const syntax = [
  // What brings timers and clocks under names of its own.
  {
    selector:
      ':matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression, CallExpression) > ' +
      'Literal[value=/^(node:)?(timers|timers\\/promises|perf_hooks|process)$/]',
    message: `${WAIT} ${MEASURE}`,
  },
  {
    selector: `:matches(VariableDeclarator[init.name=/^(${TESTS}|expect|vi|Date)$/], VariableDeclarator[init.object.name=/^(${TESTS}|expect|vi)$/])`,
    message: ALIAS,
  },
  {
    selector: `ImportDeclaration[source.value='vitest'] > :matches(ImportNamespaceSpecifier, ImportSpecifier:not([local.name=/^(${TESTS}|${HOOKS}|expect|vi)$/])[imported.name=/^(${TESTS}|${HOOKS}|expect|vi)$/])`,
    message: ALIAS,
  },

  // A moment is passed on; a number made of it is subtracted from another.
  { selector: "CallExpression[callee.name='Date']", message: MEASURE },
  {
    selector:
      ":matches(MemberExpression[property.name=/^(getTime|valueOf)$/], UnaryExpression, BinaryExpression, CallExpression[callee.name='Number']) > " +
      "NewExpression[callee.name='Date'][arguments.length=0]",
    message: MEASURE,
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']:not(NewExpression MemberExpression)",
    message: MEASURE,
  },
  { selector: "MemberExpression[object.name='Date'][computed=true]", message: MEASURE },

  {
    selector: `${testCall}[arguments.length>2]:not([arguments.1.type='ObjectExpression'])`,
    message: OPTIONS,
  },
  { selector: `${testCall}[arguments.length>3]`, message: LIMIT },
  {
    selector: `${testCall} > ObjectExpression.arguments > :matches(SpreadElement, Property[computed=true])`,
    message: OPTIONS,
  },
  {
    selector: `${testCall} > ObjectExpression.arguments > Property:matches([key.name=/^(timeout|retry|repeats)$/], [key.value=/^(timeout|retry|repeats)$/])`,
    message: LIMIT,
  },
  { selector: `CallExpression[callee.name=/^(${HOOKS})$/][arguments.length>1]`, message: LIMIT },
  {
    selector: "CallExpression[callee.object.name='expect'][callee.property.name='poll'][arguments.length>1]",
    message: LIMIT,
  },
  {
    selector: "MemberExpression[property.name='newContext']",
    message: 'openContext() of dev/browser.ts is as patient as the tests.',
  },
  {
    selector: "ImportDeclaration[source.value='fast-check']",
    message: 'Import fc from tests/helpers/fast-check.ts, which tries the same examples on every run.',
  },
]

const globals = [
  ...['setTimeout', 'setInterval', 'scheduler', 'Atomics'].map((name) => ({ name, message: WAIT })),
  { name: 'performance', message: MEASURE },
]

const properties = [
  ...['globalThis', 'global', 'window', 'self'].flatMap((object) =>
    globals.map(({ name, message }) => ({ object, property: name, message })),
  ),
  { object: 'vi', property: 'waitFor', message: WAIT },
  { object: 'vi', property: 'waitUntil', message: WAIT },
  { object: 'AbortSignal', property: 'timeout', message: WAIT },
  { object: 'vi', property: 'setConfig', message: LIMIT },
  { object: 'process', property: 'hrtime', message: MEASURE },
  { object: 'process', property: 'uptime', message: MEASURE },
  { object: 'Math', property: 'random', message: CHANCE },
]

export const steadyTests = [
  {
    files: ['tests/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...syntax],
      'no-restricted-properties': ['error', ...properties],
      'no-restricted-globals': ['error', ...globals],
    },
  },
  {
    files: ['tests/worker/**/*.ts', 'tests/e2e/**/*.ts'],
    ignores: ['tests/worker/fixtures/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...globals,
        {
          name: 'fetch',
          message: 'fetchOnce() does not meet a connection that the runtime is just closing.',
        },
      ],
    },
  },
]
