// From the schema snapshot and every .graphql file: TypeScript types, document ids, and the manifest of trusted texts.
//
// This is graphql-codegen's client preset without its command line, which would bring two hundred packages along.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { parse } from 'graphql';

const HERE = dirname(fileURLToPath(import.meta.url));
const SCHEMA = join(HERE, '..', 'graph', 'schema.graphql');
const OUT = join(HERE, 'src', 'graph', 'generated');
/** The module that components import; the preset also offers a `gql` function, which we do not use. */
const KEPT = ['graphql.ts', 'persisted-documents.json'];

const documents = readdirSync(join(HERE, 'src'), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.graphql'))
  .sort()
  .map((name) => {
    const location = join(HERE, 'src', name);
    const rawSDL = readFileSync(location, 'utf8');
    return { location: relative(HERE, location), rawSDL, document: parse(rawSDL, { noLocation: true }) };
  });

const outputs = await preset.buildGeneratesSection({
  baseOutputDir: `${relative(HERE, OUT)}/`,
  schema: parse(readFileSync(SCHEMA, 'utf8')),
  documents,
  config: {
    scalars: { DateTime: 'string', Date: 'string' },
    enumsAsTypes: true,
    useTypeImports: true,
    skipTypename: true,
    nonOptionalTypename: false,
    avoidOptionals: false,
    dedupeFragments: true,
  },
  presetConfig: {
    fragmentMasking: false,
    gqlTagName: 'graphql',
    persistedDocuments: {
      mode: 'replaceDocumentWithHash',
      hashPropertyName: 'documentId',
      hashAlgorithm: (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`,
    },
  },
  plugins: [],
  pluginMap: {},
  pluginContext: {},
  documentTransforms: [],
});

mkdirSync(OUT, { recursive: true });
for (const output of outputs) {
  const name = output.filename.split('/').at(-1);
  if (KEPT.includes(name)) {
    writeFileSync(join(OUT, name), await codegen(output));
  }
}
