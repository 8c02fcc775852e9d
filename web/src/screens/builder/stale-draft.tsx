import { difference } from '@etapa/shared/definition/difference';
import { Alert, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { entityTypesQuery } from '../../data/entity-types.ts';
import { DefinitionChanges } from '../../fields/definition-changes.tsx';
import { usePersonName } from '../../fields/person-options.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { type Draft, definitionOf } from './use-draft.ts';

/** Someone else saved the draft meanwhile: what they changed, and how to go on. */
export function StaleDraft({ draft }: { draft: Draft }) {
  const { t } = useTranslation('builder');
  const { t: tc } = useTranslation('canvas');
  const { t: common } = useTranslation();
  const { relative } = useFormats();
  const client = useQueryClient();
  const [lost, setLost] = useState(0);
  const { theirs } = draft;
  const name = usePersonName(theirs?.savedBy?.kind === 'user' ? theirs.savedBy.id : null);
  if (!theirs) {
    if (lost === 0) return null;
    return (
      <Alert
        color="yellow"
        m="sm"
        withCloseButton
        closeButtonLabel={common('close')}
        onClose={() => setLost(0)}
        role="alert"
      >
        {tc('stale.lost', { count: lost })}
      </Alert>
    );
  }
  // They may have published it, too.
  const readAgain = () => void client.invalidateQueries({ queryKey: entityTypesQuery.queryKey });
  return (
    <Alert color="orange" m="sm" title={t('stale.title')} role="alert">
      {name && theirs.savedAt && <Text size="sm">{tc('stale.by', { name, when: relative(theirs.savedAt) })}</Text>}
      <Text size="sm">{t('stale.text')}</Text>
      <DefinitionChanges
        changes={difference(theirs.base, definitionOf(theirs.draft))}
        // What was added here meanwhile may have the same key as what they added.
        definitions={[definitionOf(theirs.draft), theirs.base]}
      />
      <Group gap="xs" mt="xs">
        <Button
          size="xs"
          onClick={() => {
            setLost(draft.keepMine());
            readAgain();
          }}
        >
          {t('stale.mine')}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            draft.takeTheirs();
            readAgain();
          }}
        >
          {t('stale.theirs')}
        </Button>
        <Text size="sm" c="dimmed">
          {tc('stale.againLead')}
        </Text>
      </Group>
    </Alert>
  );
}
