import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { RECORD_NAMES } from '@etapa/shared/formulas/scope';
import { LINE_COLUMNS } from '@etapa/shared/formulas/values';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';

/** Something a formula may name. */
export interface FormulaName {
  /** As it stands in a formula. */
  name: string;
  label: string;
  /** What it holds, in words. */
  detail: string;
  /** What may be read of it: fields of a linked record, columns of rows. */
  entries: FormulaName[];
}

interface Words {
  label: (field: Field) => string;
  kind: (field: Field) => string;
  record: (name: (typeof RECORD_NAMES)[number] | 'url') => string;
  column: (name: string) => string;
  root: (name: 'record' | 'before' | 'trigger' | 'steps' | 'actor') => string;
  person: (name: 'name' | 'id' | 'kind') => string;
}

/** Everything formulas on records of a type may name, in the reader's words; in a rule what happened besides. */
export function useFormulaNames(type: EntityType, types: readonly EntityType[], rule: boolean): FormulaName[] {
  const { t } = useTranslation('formulas');
  const { t: kinds } = useTranslation('builder');
  const { t: lines } = useTranslation('fields');
  const { label } = useFormats();
  return useMemo(
    () =>
      formulaNames(type, types, rule, {
        label: (field) => label(field.label),
        kind: (field) => kinds(`kind.${field.kind}`),
        record: (name) => t(`record.${name}`),
        column: (name) => (name === 'product' ? lines('lines.product') : t(`column.${name as 'total'}`)),
        root: (name) => t(`root.${name}`),
        person: (name) => t(`person.${name}`),
      }),
    [type, types, rule, t, kinds, lines, label],
  );
}

function formulaNames(type: EntityType, types: readonly EntityType[], rule: boolean, words: Words): FormulaName[] {
  const simple = (name: string, label: string, detail = ''): FormulaName => ({ name, label, detail, entries: [] });
  const system = RECORD_NAMES.map((name) => simple(name, words.record(name)));
  const live = (fields: readonly Field[]) => fields.filter(({ retired }) => !retired);
  const entriesOf = (field: Field): FormulaName[] => {
    if (field.kind === 'lines') return ['product', ...LINE_COLUMNS].map((name) => simple(name, words.column(name)));
    if (field.kind !== 'link' && field.kind !== 'links') return [];
    const target = field.target === type.key ? type : types.find(({ key }) => key === field.target);
    if (!target) return [];
    return [
      ...live(target.fields).map((other) => simple(other.key, words.label(other), words.kind(other))),
      ...system.filter(({ name }) => !target.fields.some(({ key }) => key === name)),
    ];
  };
  const own = live(type.fields).map((field) => ({
    name: field.key,
    label: words.label(field),
    detail: words.kind(field),
    entries: entriesOf(field),
  }));
  const record: FormulaName = {
    ...simple('record', words.root('record')),
    entries: [...system, simple('url', words.record('url'))],
  };
  if (!rule) return [...own, record];
  return [
    ...own,
    record,
    { ...simple('before', words.root('before')), entries: own.map((name) => ({ ...name, entries: [] })) },
    {
      ...simple('actor', words.root('actor')),
      entries: (['name', 'id', 'kind'] as const).map((name) => simple(name, words.person(name))),
    },
    simple('trigger', words.root('trigger')),
    simple('steps', words.root('steps')),
  ];
}

/** A name as people say it: `Company › Region` for `company.region`. What nobody knows stays as it is written. */
export function inWords(path: string, names: readonly FormulaName[]): string {
  const words: string[] = [];
  let known = names;
  for (const step of path.split('.')) {
    const found = known.find(({ name }) => name === step);
    words.push(found?.label ?? step);
    known = found?.entries ?? [];
  }
  return words.join(' › ');
}
