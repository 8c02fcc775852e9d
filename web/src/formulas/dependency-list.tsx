import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Scope } from '@etapa/shared/formulas/formula';
import { fieldKeyOf } from '@etapa/shared/formulas/order';
import { readingOf } from '@etapa/shared/formulas/reading';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import classes from './formula-editor.module.css';
import { type FormulaName, inWords } from './names.ts';

interface Props {
  formula: string;
  type: EntityType;
  scope: Scope;
  names: readonly FormulaName[];
}

/** What the result rests on, in plain words; of a computed field what that one rests on in turn. */
export function DependencyList({ formula, type, scope, names }: Props) {
  const { t } = useTranslation('formulas');
  const { language } = useFormats();
  const { names: read, clock } = readingOf(formula, scope);
  if (read.length === 0 && !clock) return null;
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const inner = (path: string): string => {
    const field = type.fields.find(({ key }) => key === fieldKeyOf(path));
    const below = field?.formula ? readingOf(field.formula, scope) : undefined;
    if (!below || below.names.length === 0) return inWords(path, names);
    const rest = list.format(below.names.map((name) => inWords(name, names)));
    return t('depends.computed', { name: inWords(path, names), names: rest });
  };
  return (
    <div className={classes.depends}>
      <Text size="xs" c="dimmed" component="span">
        {t('depends.on')}
      </Text>
      <ul aria-label={t('depends.on')}>
        {read.map((path) => (
          <li key={path}>{inner(path)}</li>
        ))}
        {clock && <li>{t('depends.clock')}</li>}
      </ul>
      {(clock || read.some((path) => path.includes('.') && !path.startsWith('record.'))) && (
        <Text size="xs" c="dimmed">
          {t('depends.when')}
        </Text>
      )}
    </div>
  );
}
