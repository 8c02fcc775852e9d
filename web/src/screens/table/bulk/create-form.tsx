import { Checkbox, Select, Stack, Text } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../../data/entity-types.ts';
import { may, useMe } from '../../../data/session.ts';
import { useFormats } from '../../../i18n/locale.tsx';
import { docIn, type FormProps } from './action-forms.tsx';
import { ValueRows } from './value-rows.tsx';
import { isComplete, type Row } from './value-setting.ts';

/** A record of another process for each: linked back, with values counted from the record it is made for. */
export function CreateForm({ type, onChange }: FormProps) {
  const { t } = useTranslation('bulk');
  const { label } = useFormats();
  const me = useMe();
  const types = (useEntityTypes() ?? []).filter((one) => may(me, 'create', one.key));
  const [key, setKey] = useState<string | null>(null);
  const [place, setPlace] = useState<string | null>(null);
  const [linkField, setLinkField] = useState<string | null>(null);
  const [once, setOnce] = useState(true);
  const [rows, setRows] = useState<Row[]>([]);
  const target = types.find((one) => one.key === key);
  const back = useMemo(
    () => (target?.fields ?? []).filter((field) => !field.retired && field.target === type.key),
    [target, type.key],
  );
  useEffect(() => {
    const [funnel, stage] = place?.split('/') ?? [];
    onChange(
      key && isComplete(rows)
        ? {
            create: {
              entityType: key,
              ...(funnel && stage ? { funnel, stage } : {}),
              ...(linkField ? { linkField, once } : {}),
              ...docIn(rows),
            },
          }
        : null,
    );
  }, [key, place, linkField, once, rows, onChange]);
  const choose = (next: string | null) => {
    const chosen = types.find((one) => one.key === next);
    setKey(next);
    setPlace(null);
    setLinkField(chosen?.fields.find((field) => !field.retired && field.target === type.key)?.key ?? null);
    setRows(
      chosen ? [{ id: 1, field: chosen.titleField, setting: { way: 'formula', formula: '= record.title' } }] : [],
    );
  };
  const stages = (target?.funnels ?? []).flatMap((funnel) =>
    funnel.stages.map((stage) => ({ value: `${funnel.key}/${stage.key}`, label: label(stage.name) })),
  );
  return (
    <Stack gap="sm">
      <Select
        label={t('process')}
        data-autofocus
        searchable
        data={types.map((one) => ({ value: one.key, label: label(one.name) }))}
        value={key}
        onChange={choose}
      />
      {stages.length > 0 && (
        <Select
          label={t('stage')}
          placeholder={t('firstStage')}
          clearable
          data={stages}
          value={place}
          onChange={setPlace}
        />
      )}
      {back.length > 0 && (
        <Select
          label={t('linkBack')}
          clearable
          data={back.map((field) => ({ value: field.key, label: label(field.label) }))}
          value={linkField}
          onChange={setLinkField}
        />
      )}
      {linkField && (
        <Checkbox label={t('once')} checked={once} onChange={(event) => setOnce(event.currentTarget.checked)} />
      )}
      {target && (
        <>
          <Text size="sm" c="dimmed">
            {t('createHelp')}
          </Text>
          <ValueRows key={key} type={target} source={type} rows={rows} onChange={setRows} />
        </>
      )}
    </Stack>
  );
}
