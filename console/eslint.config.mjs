// What is wrong before it runs: types, hooks, and documents that the schema does not know.
import js from '@eslint/js';
import graphql from '@graphql-eslint/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['node_modules/', 'src/graph/generated/', '*.mjs'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [js.configs.recommended, ...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    plugins: { 'react-hooks': hooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'max-lines': ['error', { max: 400 }],
      // A refusal is a value here; numbers and booleans in sentences are meant.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The service sends null, and forms send empty text: both mean "nothing", and || says so.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, boolean: true } }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  { files: ['src/texts/*.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: '../graph/schema.graphql', documents: './src/**/*.graphql' } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/operations-recommended'].rules,
      // Without a normalised cache a list needs no ids that nobody uses.
      '@graphql-eslint/require-selections': 'off',
      '@graphql-eslint/selection-set-depth': ['error', { maxDepth: 11 }],
      '@graphql-eslint/naming-convention': [
        'error',
        { OperationDefinition: 'PascalCase', FragmentDefinition: 'PascalCase', VariableDefinition: 'camelCase' },
      ],
    },
  },
);
