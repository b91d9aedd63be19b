// Imports run one way (docs/decisions): what a folder may not import, by the folder's own place in the layers.
// Cross-folder imports use the `#` aliases and same-folder imports are relative, so patterns on the text suffice;
// `../` is refused everywhere in app/ and workers/ so that nothing slips past them.

const generated = '**/generated/**'
const outside = ['#dev/*', '#tests/*', '#prisma/*', '#bench/*']

/** folder -> layers of app/ and workers/ that it must not import */
const forbidden = {
  'app/domain': ['#app/*', '#workers/*', generated],
  'app/platform': [
    '#app/data/*',
    '#app/clients/*',
    '#app/services/*',
    '#app/routes/*',
    '#app/components/*',
    '#workers/*',
    generated,
  ],
  'app/data': ['#app/clients/*', '#app/services/*', '#app/routes/*', '#app/components/*', '#workers/*'],
  'app/clients': [
    '#app/data/*',
    '#app/services/*',
    '#app/routes/*',
    '#app/components/*',
    '#workers/*',
    generated,
  ],
  'app/services': ['#app/routes/*', '#app/components/*', '#workers/*', generated],
  'app/components': [
    '#app/data/*',
    '#app/clients/*',
    '#app/services/*',
    '#app/routes/*',
    '#workers/*',
    generated,
  ],
  'app/routes': ['#app/data/*', '#app/clients/*', generated],
  'workers/jobs': ['#app/data/*', '#app/clients/*', '#app/routes/*', '#app/components/*', generated],
  workers: ['#app/routes/*', '#app/components/*', generated],
}

export const importDirection = Object.entries(forbidden).map(([folder, groups]) => ({
  files: folder === 'workers' ? ['workers/*.ts'] : [`${folder}/**/*.{ts,tsx}`],
  ignores: ['app/data/generated/**'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: [...groups, ...outside],
            message: `${folder} may not import this: see docs/decisions/ on layers.`,
            allowTypeImports:
              folder === 'app/routes' || folder === 'app/components' || folder === 'workers/jobs',
          },
          { regex: '^\\.\\./', message: 'Import across folders through the # aliases.' },
        ],
      },
    ],
  },
}))
