import type { DefinitionChange } from '@etapa/shared/definition/difference';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Label } from '@etapa/shared/fields/field';
import { Button, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { useSettingWords } from './setting-words.ts';

/** Beyond so many, all of them are told to whoever asks. */
const TOLD = 12;

/** Parts of the builder by what changed of a definition: what is named nowhere else is general. */
const PART_OF: { [room: string]: 'funnel' | 'fields' | 'card' } = {
  funnels: 'funnel',
  fields: 'fields',
  layout: 'card',
};
const PARTS = ['funnel', 'fields', 'card', 'general'] as const;

const partOf = ({ path }: DefinitionChange) => PART_OF[path.split('/')[1] ?? ''] ?? 'general';

interface Props {
  changes: DefinitionChange[];
  /** Where names of what changed are looked up, in this order: after and before. */
  definitions: EntityType[];
}

/** What differs between two definitions, in words: by the part of the builder it is found in, the first few at first. */
export function DefinitionChanges({ changes, definitions }: Props) {
  const { t } = useTranslation('builder');
  const words = useChangeWords(definitions);
  const [all, setAll] = useState(false);
  if (changes.length === 0) return <Text c="dimmed">{t('change.none')}</Text>;
  const ordered = PARTS.flatMap((part) => changes.filter((change) => partOf(change) === part));
  const told = all || changes.length <= TOLD + 1 ? ordered : ordered.slice(0, TOLD);
  const parts = PARTS.filter((part) => told.some((change) => partOf(change) === part));
  return (
    <Stack gap="xs">
      {parts.map((part) => (
        <div key={part}>
          {(parts.length > 1 || told.length < changes.length) && (
            <Text size="xs" fw={600} c="dimmed" mb={2}>
              {t(`part.${part}`)}
            </Text>
          )}
          <List size="sm" spacing={4}>
            {told
              .filter((change) => partOf(change) === part)
              .map((change) => (
                <List.Item key={`${change.kind} ${change.path}`}>{words(change)}</List.Item>
              ))}
          </List>
        </div>
      ))}
      {told.length < changes.length && (
        <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => setAll(true)}>
          {t('change.all', { count: changes.length })}
        </Button>
      )}
    </Stack>
  );
}

function useChangeWords(definitions: EntityType[]): (change: DefinitionChange) => string {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const wordsOf = useSettingWords(definitions);
  const nameIn = (part: unknown): string | undefined => {
    if (typeof part !== 'object' || part === null) return undefined;
    const { label: own, name, title } = part as { label?: Label; name?: Label; title?: Label };
    return label(own ?? name ?? title) || undefined;
  };
  return (change) => {
    const { what, setting } = placeOf(change.path, definitions, label);
    const part = change.kind === 'removed' ? change.before : change.kind === 'added' ? change.after : undefined;
    const name = what || nameIn(part) || change.path;
    if (change.kind === 'reordered') return t('change.reordered', { name });
    if (setting === undefined) return t(`change.${change.kind}`, { name });
    const before = 'before' in change ? change.before : undefined;
    const after = 'after' in change ? change.after : undefined;
    // Of a stage, it is the fields that are.
    const isRequired = setting === 'required' && !Array.isArray(before ?? after);
    const called = t(`settingName.${isRequired ? 'requiredField' : setting}`, { defaultValue: setting });
    const said = wordsOf(setting, before, after);
    return t(said ? 'change.fromTo' : 'change.setting', { name, setting: called, ...said });
  };
}

/** What a path of a difference is about, in the reader's words, and which of its settings, if not all of it. */
function placeOf(
  path: string,
  definitions: EntityType[],
  label: (label: Label | undefined) => string,
): { what: string; setting?: string } {
  const [, room, key = '', inner, innerKey = '', ...rest] = path.split('/');
  const find = <T,>(get: (definition: EntityType) => T | undefined): T | undefined =>
    definitions.map(get).find((found) => found !== undefined);
  if (room === 'fields') {
    const field = find(({ fields }) => fields.find((each) => each.key === key));
    const optionIn = ({ fields }: EntityType) =>
      fields.find((each) => each.key === key)?.options?.find((each) => each.key === innerKey);
    const option = inner === 'options' && innerKey !== '' ? find(optionIn) : undefined;
    const what = `${label(field?.label)}${option ? ` · ${label(option.label)}` : ''}`;
    return { what, setting: option ? rest[0] : inner };
  }
  if (room === 'funnels') {
    const funnel = find(({ funnels }) => funnels?.find((each) => each.key === key));
    const stageOf = (stage: string) =>
      label(
        find(({ funnels }) => funnels?.find((each) => each.key === key)?.stages.find((each) => each.key === stage))
          ?.name ?? stage,
      );
    if (inner === 'stages' && innerKey !== '') return { what: stageOf(innerKey), setting: rest[0] };
    if (inner === 'transitions' && innerKey !== '') {
      return { what: innerKey.split('→').map(stageOf).join(' → '), setting: rest[0] };
    }
    return { what: label(funnel?.name), setting: inner };
  }
  return { what: label(definitions[0]?.name), setting: room };
}
