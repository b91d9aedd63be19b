// Imports run one way, types included: docs/decisions/0002-layers.md. `npm run lint` holds the code to it, and
// tests/unit/import-rules.test.ts feeds each rule an import that it must refuse.

/** The layers from the lowest to the highest: where their files are, and which lower layers they may import. */
const layers = [
  ['app/domain', '^app/domain/', []],
  ['app/browser', '^app/browser/', []],
  ['app/styles', '^app/styles/', []],
  ['app/platform', '^app/platform/', ['app/domain']],
  ['app/web', '^app/web/', ['app/domain', 'app/platform']],
  ['app/components', '^app/components/', ['app/domain']],
  ['app/emails', '^app/emails/', ['app/domain']],
  ['app/data', '^app/data/', ['app/domain', 'app/platform']],
  ['app/clients', '^app/clients/', ['app/domain', 'app/platform']],
  ['app/services', '^app/services/', ['app/domain', 'app/platform', 'app/emails', 'app/data', 'app/clients']],
  ['app/routes', '^app/routes/', ['app/domain', 'app/platform', 'app/web', 'app/components', 'app/services']],
  ['app root', '^app/[^/]+$', ['app/domain', 'app/styles', 'app/platform', 'app/web', 'app/components']],
  [
    'workers/load-context',
    '^workers/(load-context|job-types)\\.ts$',
    ['app/domain', 'app/platform', 'app/web', 'app/data', 'app/clients', 'app/services'],
  ],
  ['workers/jobs', '^workers/jobs/', ['app/domain', 'app/platform', 'app/services', 'workers/load-context']],
  [
    'workers',
    '^workers/(?!jobs/|(load-context|job-types)\\.ts$)',
    ['app/domain', 'app/platform', 'app/web', 'app/data', 'workers/load-context', 'workers/jobs'],
  ],
  ['tests/factories', '^tests/factories/', ['app/domain', 'app/components', 'app/data']],
  // seed-test writes what the factories make.
  ['prisma', '^prisma/', ['app/domain', 'app/platform', 'app/data', 'tests/factories']],
  // No clients: a stand-in is written from its provider's side, and so finds out where ours is wrong.
  ['dev', '^dev/', ['app/domain', 'app/platform', 'app/emails', 'app/data', 'prisma']],
  [
    'scripts',
    '^scripts/',
    ['app/domain', 'app/platform', 'app/emails', 'app/data', 'app/clients', 'app/services', 'prisma', 'dev'],
  ],
  [
    'sim',
    '^sim/',
    ['app/domain', 'app/platform', 'app/data', 'app/clients', 'app/services', 'prisma', 'dev', 'scripts'],
  ],
  // Whatever else is in tests and bench may import everything.
]

const GENERATED = '^app/data/generated/'
const OURS = '^(app|workers|prisma|scripts|dev|sim|bench|tests)/'
const pathOf = Object.fromEntries(layers.map(([name, path]) => [name, path]))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers.map(([name, path, below]) => ({
      name: `up-from-${name.replaceAll(/\W/g, '-')}`,
      comment: `${name} may import ${below.join(', ') || 'nothing of ours'}`,
      severity: 'error',
      from: { path },
      to: { path: OURS, pathNot: [path, ...below.map((layer) => pathOf[layer])] },
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
    doNotFollow: { path: ['node_modules', GENERATED] },
    // What was built last may be older than the source.
    exclude: { path: '^build/' },
  },
}
