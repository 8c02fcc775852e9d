import type { Funnel } from '@etapa/shared/definition/entity-type';
import { likeliest, neededBy, tunnelRule } from '@etapa/shared/rules/tunnels';
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { rulesQuery, useCreateRule, useDeleteRule } from '../../data/rules.ts';
import { newKey } from '../../fields/new-key.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { showSaved } from '../../ui/undo-notice.tsx';
import { useBuilder } from './builder-context.ts';
import { processId } from './funnel-tunnels.ts';

interface Props {
  funnel: Funnel;
  /** Where it begins and leads, where that is known already. */
  stage: string | null;
  process: string | null;
  onClose: () => void;
}

/** Digs a tunnel: a rule is made that makes a record of another process when a card comes into the stage. */
export function TunnelDialog({ funnel, stage, process, onClose }: Props) {
  const { t } = useTranslation('canvas');
  const { t: common } = useTranslation('common');
  const { t: said } = useTranslation('process');
  const { label } = useFormats();
  const { definition, published } = useBuilder();
  const types = useEntityTypes() ?? [];
  const rules = useQuery(rulesQuery(definition.key)).data;
  const create = useCreateRule(definition.key);
  const remove = useDeleteRule(definition.key);
  const [from, setFrom] = useState(stage);
  const [to, setTo] = useState(process);
  const [name, setName] = useState<string | null>(null);
  const [chosen, setChosen] = useState<{ [field: string]: string }>({});
  const ends = types.flatMap((type) => {
    const own = type.key === definition.key;
    const funnels: { key: string | null; name: string }[] = (type.funnels ?? []).map((each) => ({
      key: each.key,
      name: type.funnels && type.funnels.length > 1 ? `${label(type.name)} · ${label(each.name)}` : label(type.name),
    }));
    const all = funnels.length > 0 ? funnels : [{ key: null, name: label(type.name) }];
    return all
      .filter(({ key }) => !own || key !== funnel.key)
      .map((end) => ({ value: processId(type.key, end.key), label: end.name, type, funnel: end.key }));
  });
  const end = ends.find(({ value }) => value === to);
  const stageName = label(funnel.stages.find(({ key }) => key === from)?.name);
  const shownName = name ?? (end ? t('tunnel.called', { from: stageName, to: end.label }) : '');
  const needed =
    end && end.type.key !== definition.key
      ? neededBy(end.type).filter(({ kind, target }) => kind !== 'link' || target !== definition.key)
      : [];
  const values = Object.fromEntries(
    needed.flatMap((field) => {
      const value = chosen[field.key] ?? (end && likeliest(definition, end.type, field));
      return value ? [[field.key, value]] : [];
    }),
  );
  const isNew = !published.funnels?.some(
    (each) => each.key === funnel.key && each.stages.some(({ key }) => key === from),
  );
  const ready = from !== null && end !== undefined && needed.every(({ key }) => values[key]) && !isNew;
  const dig = () => {
    if (from === null || !end) return;
    const taken = (rules ?? []).map(({ key }) => key);
    const key = newKey(shownName, 'tunnel', taken);
    const rule = tunnelRule(
      { key, name: shownName },
      { funnel: funnel.key, stage: from },
      definition.key,
      end.type,
      end.funnel,
      values,
    );
    create.mutate(rule, {
      onSuccess: () => {
        onClose();
        showSaved({
          id: `tunnel-${key}`,
          text: said('tunnelMade', { name: rule.name }),
          close: common('close'),
          undo: { label: common('undo'), run: () => remove.mutate(key) },
        });
      },
    });
  };
  return (
    <Modal opened onClose={onClose} title={t('tunnel.new')} closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('tunnel.lead')}
        </Text>
        <Select
          label={t('tunnel.from')}
          data={funnel.stages.map((each) => ({ value: each.key, label: label(each.name) }))}
          value={from}
          onChange={setFrom}
          error={from !== null && isNew ? t('tunnel.unpublished') : undefined}
        />
        <Select
          label={t('tunnel.to')}
          searchable
          data={ends.map(({ value, label: text }) => ({ value, label: text }))}
          value={to}
          onChange={setTo}
          data-autofocus={process === null || undefined}
        />
        <TextInput
          label={t('tunnel.ruleName')}
          data-autofocus={process !== null || undefined}
          maxLength={200}
          value={shownName}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {needed.map((field) => (
          <Select
            key={field.key}
            label={t('tunnel.value', { field: label(field.label) })}
            withAsterisk
            searchable
            data={[
              { value: '= record.title', label: t('tunnel.title') },
              ...definition.fields.map((own) => ({ value: `= ${own.key}`, label: label(own.label) })),
            ]}
            value={values[field.key] ?? null}
            onChange={(value) => setChosen((before) => ({ ...before, [field.key]: value ?? '' }))}
          />
        ))}
        <ProblemNotice error={create.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={!ready || shownName.trim() === ''} loading={create.isPending} onClick={dig}>
            {t('tunnel.make')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
