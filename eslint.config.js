import js from '@eslint/js'
import tseslint from 'typescript-eslint'
import { steadyTests } from './eslint.steady-tests.js'

const HASH_PRIVATE = {
  // A constructor has no other way.
  selector:
    ":matches(PropertyDefinition, MethodDefinition[kind!='constructor'], TSParameterProperty)[accessibility='private']",
  message: 'Write #name: what is private to the compiler alone, everybody reaches at run time.',
}

export default tseslint.config(
  {
    ignores: [
      'build/',
      '.data/',
      '.wrangler/',
      'app/data/generated/',
      'node_modules/',
      'public/embed.js',
      'worker-configuration.d.ts',
    ],
  },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/require-await': 'off',
      // Interfaces here declare methods in shorthand, and handles are taken apart by destructuring.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', URL: 'readonly', console: 'readonly' } },
  },
  { files: ['**/*.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', HASH_PRIVATE] } },
  {
    files: ['app/**/*.{ts,tsx}', 'workers/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        HASH_PRIVATE,
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[imported.name='z']",
          message:
            "Write `import * as z from 'zod'`: the other form brings 65 KiB (gzip) of locales to the Worker.",
        },
        {
          selector: "ImportExpression:not([source.type='Literal'])",
          message: 'Import by a name that stands here: .dependency-cruiser.mjs sees no other.',
        },
        {
          selector: "MetaProperty[meta.name='import']",
          message:
            'What import.meta brings, the rules of .dependency-cruiser.mjs do not see. Import it by its name.',
        },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '(^|/)\\.\\./', message: 'Import from other folders by their # alias.' }] },
      ],
    },
  },
  ...steadyTests,
)
