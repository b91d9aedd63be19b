// Imports run one way (docs/decisions/0002-layers.md): what a folder may not import, by its place in the layers.
// Cross-folder imports use the `#` aliases and same-folder imports are relative, so patterns on the text suffice;
// `../` is refused everywhere in app/ and workers/ so that nothing slips past them. The patterns are regular
// expressions: in the rule's glob syntax a leading `#` begins a comment, and the rule would silently match nothing.

const GENERATED = '/generated/'
const OUTSIDE = '^#(?:dev|tests|prisma|bench|scripts)/'
const app = (...layers) => `^#app/(?:${layers.join('|')})/`
const ANY_BUT_DOMAIN = '^#app/(?!domain/)'
const WORKERS = '^#workers/'

/** folder -> what it must not import */
const forbidden = {
  'app/domain': [ANY_BUT_DOMAIN, WORKERS, GENERATED],
  'app/platform': [app('data', 'clients', 'services', 'web', 'routes', 'components'), WORKERS, GENERATED],
  'app/web': [app('data', 'clients', 'services', 'routes', 'components'), WORKERS, GENERATED],
  'app/data': [app('clients', 'services', 'web', 'routes', 'components'), WORKERS],
  'app/clients': [app('data', 'services', 'web', 'routes', 'components'), WORKERS, GENERATED],
  'app/services': [app('web', 'routes', 'components'), WORKERS, GENERATED],
  'app/components': [app('data', 'clients', 'services', 'routes'), WORKERS, GENERATED],
  'app/emails': [app('data', 'clients', 'services', 'web', 'routes'), WORKERS, GENERATED],
  'app/browser': ['^#', GENERATED],
  'app/routes': [app('data', 'clients'), WORKERS, GENERATED],
  'workers/jobs': [app('data', 'clients', 'routes', 'components'), GENERATED],
  workers: [app('routes', 'components'), GENERATED],
}

export const importDirection = Object.entries(forbidden).map(([folder, regexes]) => ({
  files: folder === 'workers' ? ['workers/*.ts'] : [`${folder}/**/*.{ts,tsx}`],
  ignores: ['app/data/generated/**'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          ...[...regexes, OUTSIDE].map((regex) => ({
            regex,
            message: `${folder} may not import this: see docs/decisions/0002-layers.md.`,
            // Services hand on what they read, so pages and jobs may name its type.
            allowTypeImports: ['app/routes', 'workers/jobs'].includes(folder),
          })),
          { regex: '^\\.\\./', message: 'Import across folders through the # aliases.' },
        ],
      },
    ],
  },
}))
