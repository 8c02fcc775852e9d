/**
 * How a person sets a parameter. The form of every trigger and step is generated from these, so a new kind of either
 * needs no form of its own.
 */
export type ParameterEditor =
  /** A line or a paragraph of text that may hold `{{ }}`. */
  | 'text'
  | 'longText'
  /** A line taken as it is. */
  | 'plain'
  | 'url'
  /** A number, or a formula that gives one. */
  | 'number'
  | 'boolean'
  /** One of the values of the schema's `enum`, each with a text `<kind>.<name>.<value>` in the catalogue. */
  | 'choice'
  /** A whole formula that begins with `=`. */
  | 'formula'
  /** A user, or a formula. */
  | 'person'
  | 'people'
  /** People, e-mail addresses, and formulas that give either. */
  | 'recipients'
  /** Fixed people, a formula, a pool with its way of choosing, or rules. */
  | 'assignment'
  /** `all`, `any`, `{atLeast: n}` or `sequence`. */
  | 'approvalMode'
  /** An ISO 8601 duration, without sign. */
  | 'span'
  /** The same with a sign: before or after. */
  | 'offset'
  /** A duration from now, or a formula. */
  | 'due'
  /** A duration, or an event with a time-out. */
  | 'waitFor'
  /** A formula or a field that gives a time. */
  | 'moment'
  /** A time of day, `09:00`. */
  | 'time'
  | 'cron'
  | 'timeZone'
  | 'funnel'
  | 'stage'
  | 'stages'
  | 'fields'
  | 'dateField'
  /** A field of kind `link` or `links`. */
  | 'linkField'
  /** A field of kind `lines`. */
  | 'linesField'
  /** Fields of the record with their new values or formulas. */
  | 'values'
  /** The same for the type that the parameter `entityType` names. */
  | 'otherValues'
  /** The same for the type that the link field `via` points to. */
  | 'linkedValues'
  | 'linkedMove'
  | 'entityType'
  | 'otherFunnel'
  | 'otherStage'
  | 'otherLinkField'
  | 'condition'
  /** A condition on records of the type that the parameter `entityType` names. */
  | 'otherCondition'
  /** A condition on product rows. */
  | 'rowCondition'
  /** A product of the catalogue, or a formula that gives one. */
  | 'product'
  | 'checklist'
  | 'tags'
  | 'roles'
  | 'headers'
  /** Any JSON whose texts may be formulas or hold `{{ }}`. */
  | 'body'
  | 'files';

/** A parameter of a trigger or a step. */
export interface Parameter {
  /** JSON Schema of its value. */
  readonly schema: object;
  readonly editor: ParameterEditor;
  readonly required?: boolean;
}

/** By name, in the order of the form. */
export interface Parameters {
  readonly [name: string]: Parameter;
}

/** JSON Schemas of parameters, and the names of those that must be there. */
export function schemaOf(parameters: Parameters): { properties: { [name: string]: object }; required: string[] } {
  const entries = Object.entries(parameters);
  return {
    properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
    required: entries.filter(([, { required }]) => required === true).map(([name]) => name),
  };
}
