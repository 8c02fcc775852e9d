import { Alert, List, Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DraftEffect } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { EffectExamples } from './effect-examples.tsx';
import { FieldEffectView } from './effect-field.tsx';
import { faultPlace } from './fault-place.ts';
import { useSettingFaultText } from './field-faults.ts';

/** What publishing would do to live records, in numbers and with examples. */
export function EffectView({ effect }: { effect: DraftEffect }) {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const { definition, published, open } = useBuilder();
  const faultText = useSettingFaultText();
  const nameOf = (key: string) =>
    label([...published.fields, ...definition.fields].find((field) => field.key === key)?.label ?? key);
  const stageName = (funnel: string, stage: string) =>
    label(published.funnels?.find(({ key }) => key === funnel)?.stages.find(({ key }) => key === stage)?.name ?? stage);
  const placeOf = (path: string): string[] => {
    const { within, setting } = faultPlace(path, definition);
    const named = setting === null ? '' : t(`settingName.${setting}`, { defaultValue: setting });
    return [within.map(label).join(' · '), named].filter((part) => part !== '');
  };
  const held = effect.stages.filter(({ records }) => records > 0);
  const calm =
    effect.faults.length + effect.fields.length + effect.duplicates.length + effect.references.length === 0 &&
    effect.required.every(({ missing }) => missing === 0) &&
    held.length === 0;
  return (
    <Stack gap="sm">
      {effect.faults.length > 0 && (
        <Alert color="red" title={t('effect.faults', { count: effect.faults.length })} role="alert">
          <List size="sm">
            {effect.faults.map(({ path, code, message }) => (
              <List.Item key={`${path} ${code}`}>
                <UnstyledButton fz="sm" td="underline" onClick={() => open(partOf(path))}>
                  {[...placeOf(path), faultText(code, message)].join(': ')}
                </UnstyledButton>
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {effect.faults.length === 0 && <Text size="sm">{t('effect.records', { count: effect.records })}</Text>}
      {calm && <Text size="sm">{t('effect.calm')}</Text>}
      {held.map(({ funnel, stage, records, examples }) => (
        <section key={`${funnel}/${stage}`} aria-label={stageName(funnel, stage)}>
          <Text fw={600}>
            {stageName(funnel, stage)}: {t('effect.removed')}
          </Text>
          <Text size="sm">{t('stage.records', { count: records })}</Text>
          <EffectExamples examples={examples} />
        </section>
      ))}
      {effect.fields.map((each) => (
        <FieldEffectView key={each.field} effect={each} name={nameOf(each.field)} />
      ))}
      {effect.required
        .filter(({ missing }) => missing > 0)
        .map(({ field, missing, examples }) => (
          <div key={field}>
            <Text size="sm">{t('effect.missing', { count: missing, field: nameOf(field) })}</Text>
            <EffectExamples examples={examples} />
          </div>
        ))}
      {effect.duplicates.map(({ field, records, examples }) => (
        <Alert color="red" key={field}>
          {t('effect.duplicates', { count: records, field: nameOf(field) })}
          <EffectExamples
            examples={examples.map(({ id, number, value }) => ({
              id,
              number,
              title: typeof value === 'string' ? value : JSON.stringify(value),
            }))}
          />
        </Alert>
      ))}
    </Stack>
  );
}

const PARTS = { fields: 'fields', layout: 'card', titleField: 'fields' } as const;

/** The part of the builder that a fault is mended in. */
function partOf(path: string): string {
  const [, room = ''] = path.split('/');
  return room in PARTS ? PARTS[room as keyof typeof PARTS] : 'funnel';
}
