import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreateType, useEntityTypes } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { newKey } from '../../fields/new-key.ts';

/** A process of one's own, begun with a name: it exists at once, and is designed next. */
export function NewProcess({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('process');
  const { t: builder } = useTranslation('builder');
  const { t: design } = useTranslation('design');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const taken = (useEntityTypes() ?? []).map((type) => type.key);
  const [name, setName] = useState('');
  const [plural, setPlural] = useState('');
  const [staged, setStaged] = useState(true);
  const [typed, setTyped] = useState<string | null>(null);
  const create = useCreateType();
  const key = typed ?? newKey(name, 'process', taken);
  const fault = taken.includes(key)
    ? design('key.taken')
    : /^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(key)
      ? undefined
      : design('key.form');
  const ready = name.trim() !== '' && fault === undefined;
  const definition = (): EntityType => ({
    key,
    name: name.trim(),
    ...(plural.trim() ? { namePlural: plural.trim() } : {}),
    icon: staged ? 'clipboard-list' : 'box',
    color: 'indigo',
    titleField: 'title',
    fields: [{ key: 'title', label: t('title'), kind: 'text', required: true, maxLength: 200 }],
    ...(staged
      ? {
          funnels: [
            {
              key: 'main',
              name: plural.trim() || name.trim(),
              transitions: 'free',
              stages: [
                { key: 'begin', name: builder('funnel.first'), group: 'open' },
                { key: 'done', name: builder('funnel.won'), group: 'won' },
                { key: 'stopped', name: builder('funnel.lost'), group: 'lost' },
              ],
            },
          ],
        }
      : {}),
    layout: { sections: [{ title: t('main'), fields: ['title'] }] },
  });
  return (
    <Modal opened onClose={onClose} title={t('newTitle')} closeButtonProps={{ 'aria-label': common('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || create.isPending) return;
          create.mutate(definition(), {
            onSuccess: () => navigate({ to: '/p/$entityType/design', params: { entityType: key } }),
          });
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('newLead')}
          </Text>
          <TextInput
            label={t('name')}
            placeholder={t('nameExample')}
            withAsterisk
            data-autofocus
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('plural')}
            description={t('pluralLead')}
            placeholder={t('pluralExample')}
            maxLength={200}
            value={plural}
            onChange={(event) => setPlural(event.currentTarget.value)}
          />
          <Radio.Group
            label={t('what')}
            value={staged ? 'funnel' : 'list'}
            onChange={(what) => setStaged(what === 'funnel')}
          >
            <Stack gap={6} mt={4}>
              <Radio value="funnel" label={t('funnel')} description={t('funnelLead')} />
              <Radio value="list" label={t('list')} description={t('listLead')} />
            </Stack>
          </Radio.Group>
          <TextInput
            label={t('key')}
            description={t('keyLead')}
            error={name === '' && typed === null ? undefined : fault}
            value={key}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <ProblemNotice error={create.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" disabled={!ready} loading={create.isPending}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
