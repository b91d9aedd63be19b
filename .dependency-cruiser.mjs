// Imports run one way, types included: docs/decisions/0002-layers.md. `npm run lint` holds the code to it, and
// tests/unit/import-rules.test.ts feeds each rule an import that it must refuse.

/** Of Node whatever there is: for layers that run on a developer's machine alone. */
const NODE = 'node'

/**
 * The layers from the lowest to the highest: where their files are, which lower layers they may import, and which packages.
 * A package's subpath is one of its own: `@prisma/client` has runtimes for other places than a Worker.
 */
const layers = [
  ['app/domain', '^app/domain/', [], ['isbot', 'simple-statistics', 'zod']],
  ['app/content', '^app/content/', ['app/domain'], []],
  ['app/words', '^app/words/', ['app/domain'], ['react']],
  ['app/browser', '^app/browser/', [], []],
  ['app/styles', '^app/styles/', [], []],
  ['app/platform', '^app/platform/', ['app/domain'], ['zod']],
  [
    'app/web',
    '^app/web/',
    ['app/domain', 'app/content', 'app/platform'],
    ['@remix-run/cloudflare', 'react', 'zod'],
  ],
  ['app/components', '^app/components/', ['app/domain', 'app/words'], ['d3-array', 'react']],
  [
    'app/emails',
    '^app/emails/',
    ['app/domain', 'app/words'],
    ['@react-email/components', 'react', 'react-dom/server'],
  ],
  [
    'app/data',
    '^app/data/',
    ['app/domain', 'app/platform'],
    [
      '@neondatabase/serverless',
      '@prisma/adapter-neon',
      '@prisma/adapter-pg',
      '@prisma/client/runtime/wasm-compiler-edge',
      'zod',
    ],
  ],
  ['app/clients', '^app/clients/', ['app/domain', 'app/platform'], ['jose', 'standardwebhooks', 'zod']],
  [
    'app/services',
    '^app/services/',
    ['app/domain', 'app/content', 'app/words', 'app/platform', 'app/emails', 'app/data', 'app/clients'],
    [],
  ],
  [
    'app/routes',
    '^app/routes/',
    [
      'app/domain',
      'app/content',
      'app/words',
      'app/styles',
      'app/platform',
      'app/web',
      'app/components',
      'app/services',
    ],
    // A report is rendered by itself to be printed.
    ['@remix-run/cloudflare', '@remix-run/react', 'react', 'react-dom/server'],
  ],
  [
    'app root',
    '^app/[^/]+$',
    ['app/domain', 'app/words', 'app/styles', 'app/platform', 'app/web', 'app/components'],
    [
      '@remix-run/cloudflare',
      '@remix-run/fs-routes',
      '@remix-run/react',
      'react',
      'react-dom/server',
      'vite/client',
    ],
  ],
  [
    'workers/load-context',
    '^workers/(load-context|load-context/dependencies|job-types|idle)\\.ts$',
    ['app/domain', 'app/content', 'app/platform', 'app/web', 'app/data', 'app/clients', 'app/services'],
    ['@remix-run/cloudflare'],
  ],
  [
    'workers/jobs',
    '^workers/jobs/',
    ['app/domain', 'app/platform', 'app/services', 'workers/load-context'],
    [],
  ],
  [
    'workers',
    '^workers/(?!jobs/|(load-context|load-context/dependencies|job-types|idle)\\.ts$)',
    [
      'app/domain',
      'app/content',
      'app/platform',
      'app/web',
      'app/data',
      'workers/load-context',
      'workers/jobs',
    ],
    ['@remix-run/cloudflare'],
  ],
  [
    'tests/factories',
    '^tests/factories/',
    ['app/domain', 'app/content', 'app/words', 'app/components', 'app/data'],
    ['react'],
  ],
  // seed-test writes what the factories make.
  [
    'prisma',
    '^prisma/',
    ['app/domain', 'app/content', 'app/platform', 'app/data', 'tests/factories'],
    [NODE, '@prisma/adapter-pg', '@prisma/driver-adapter-utils', '@prisma/schema-engine-wasm', 'pg'],
  ],
  // No clients: a stand-in is written from its provider's side, and so finds out where ours is wrong.
  [
    'dev',
    '^dev/',
    ['app/domain', 'app/words', 'app/content', 'app/platform', 'app/emails', 'app/data', 'prisma'],
    [
      NODE,
      'chokidar',
      'esbuild',
      'miniflare',
      'pg',
      'playwright-core',
      'standardwebhooks',
      'wrangler',
      'ws',
      'zod',
    ],
  ],
  [
    'scripts',
    '^scripts/',
    [
      'app/domain',
      'app/words',
      'app/content',
      'app/platform',
      'app/emails',
      'app/data',
      'app/clients',
      'app/services',
      'prisma',
      'dev',
    ],
    [NODE, 'prettier', 'typescript', 'wrangler', 'zod'],
  ],
  [
    'sim',
    '^sim/',
    [
      'app/domain',
      'app/content',
      'app/platform',
      'app/data',
      'app/clients',
      'app/services',
      'prisma',
      'dev',
      'scripts',
    ],
    [NODE, '@prisma/adapter-pg', '@prisma/driver-adapter-utils', 'pg'],
  ],
  // Whatever else is in tests and bench may import everything.
]

const GENERATED = '^app/data/generated/'
const OURS = '^(app|workers|prisma|scripts|dev|sim|bench|tests)/'
/** The rule `unresolved` names these. */
const LOST = '^(#(?!build/)|\\.\\.?/)'
/** Made by the build. */
const BUILT = { 'app root': ['^virtual:(quiz|challenge|frame)-script$'], workers: ['^#?build/server/'] }
const pathOf = Object.fromEntries(layers.map(([name, path]) => [name, path]))
const idOf = (name) => name.replaceAll(/\W/g, '-')
/** Wherever npm has put it, and its types. */
const pathOfPackage = (name) => `^node_modules/(@types/)?${name.replaceAll('.', '\\.')}[./]`

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers.map(([name, path, below]) => ({
      name: `up-from-${idOf(name)}`,
      comment: `${name} may import ${below.join(', ') || 'nothing of ours'}`,
      severity: 'error',
      from: { path },
      to: { path: OURS, pathNot: [path, ...below.map((layer) => pathOf[layer])] },
    })),
    ...layers.map(([name, path, , packages]) => ({
      name: `packages-of-${idOf(name)}`,
      comment: `${name} may import ${packages.join(', ') || 'nothing'} besides what is ours`,
      severity: 'error',
      from: { path, pathNot: GENERATED },
      to: {
        pathNot: [OURS, LOST, ...packages.map(pathOfPackage), ...(BUILT[name] ?? [])],
        ...(packages.includes(NODE) && { dependencyTypesNot: ['core'] }),
      },
    })),
    {
      name: 'generated-client',
      comment: 'Prisma is imported through app/data (bench/peers measures what that costs)',
      severity: 'error',
      from: { pathNot: '^(app/data|bench/peers|tests)/' },
      to: { path: GENERATED },
    },
    {
      name: 'no-layer',
      comment: 'give the folder its place among the layers in .dependency-cruiser.mjs',
      severity: 'error',
      from: { path: '^(app|workers|prisma|scripts|dev|sim)/', pathNot: Object.values(pathOf) },
      to: {},
    },
    {
      name: 'local-cloud-unasked',
      comment: 'a script loads the local cloud by import(), where no other database is named',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^dev/', dynamic: false },
    },
    { name: 'circle-of-files', severity: 'error', from: {}, to: { circular: true } },
    { name: 'circle-of-folders', scope: 'folder', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'unresolved',
      comment: 'where an import leads must be plain, or the other rules do not see it',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '^#build/'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    // What was built last may be older than the source.
    doNotFollow: { path: ['node_modules', GENERATED, '^build/'] },
  },
}
