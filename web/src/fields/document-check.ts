import { documentSchema } from '@etapa/shared/definition/document';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { schemaFaults } from '@etapa/shared/definition/schema-faults';
import type { Fault } from '@etapa/shared/fields/fault';
import { Errors } from 'typebox/schema';
import { Settings } from 'typebox/system';

// All faults of a form at once: left alone it stops at the eighth.
Settings.Set({ maxErrors: 200 });

type SchemaErrors = Parameters<typeof schemaFaults>[0];

/**
 * Checks documents by the very JSON Schema the server compiles with Ajv, here read rather than compiled: the page's
 * Content-Security-Policy lets nobody make code out of text.
 *
 * @returns a function giving every fault of a document, under `prefix` (`/doc`)
 */
export function schemaCheck(type: EntityType): (doc: unknown, prefix: string) => Fault[] {
  const schema = documentSchema(type);
  return (doc, prefix) => {
    const [valid, errors] = Errors(schema, doc);
    return valid ? [] : schemaFaults(errors.flatMap(asAjv), prefix);
  };
}

type Found = ReturnType<typeof Errors>[1][number];

/** One error as Ajv words it: one for each property that is missing or not known. */
function asAjv(found: Found): SchemaErrors {
  const each = (names: string[], name: 'missingProperty' | 'additionalProperty') =>
    names.map((property) => ({ ...found, params: { [name]: property } }));
  switch (found.keyword) {
    case 'required':
      return each(found.params.requiredProperties, 'missingProperty');
    case 'additionalProperties':
      return each(found.params.additionalProperties, 'additionalProperty');
    // Said already by `additionalProperties`.
    case 'boolean':
      return [];
    default:
      return [found];
  }
}
