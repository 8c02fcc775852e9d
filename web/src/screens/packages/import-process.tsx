import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconFileImport, IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import type { Installed } from '../../data/packages.ts';
import { isAdmin, may, useMe } from '../../data/session.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { DropFile } from '../../ui/drop-file.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { DiagramAccount } from './diagram-account.tsx';
import { DifferenceView } from './difference-view.tsx';
import { InstalledNotice } from './installed.tsx';
import { readFile } from './read-file.ts';
import { ReadingProblem } from './reading-problem.tsx';

const route = getRouteApi('/signed-in/gallery/import');

/** A process comes in as a file: what it does is shown first. */
export function ImportProcess() {
  const { t } = useTranslation('packages');
  const { label } = useFormats();
  const me = useMe();
  const search = route.useSearch();
  const types = (useEntityTypes() ?? []).filter(({ key }) => may(me, 'design', key));
  const [into, setInto] = useState(search.into ?? '');
  const [installed, setInstalled] = useState<Installed | null>(null);
  const reading = useMutation({
    mutationFn: ({ file, target }: { file: File; target: string }) => readFile(file, target || undefined),
  });
  if (!isAdmin(me) && types.length === 0) return <Empty whole icon={<IconLock />} title={t('title')} />;
  const open = (file: File, target = into) => {
    setInstalled(null);
    reading.mutate({ file, target });
  };
  const brought = reading.data;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      width={900}
      actions={
        brought && (
          <Button variant="default" onClick={() => reading.reset()}>
            {t('another')}
          </Button>
        )
      }
    >
      <ReadingProblem error={reading.error} />
      {!brought && (
        <DropFile
          icon={<IconFileImport size={40} stroke={1.25} aria-hidden />}
          title={t('drop')}
          kinds={t('kinds')}
          choose={t('choose')}
          accept=".json,.bpmn,.bpmn20.xml,.xml"
          reading={reading.isPending}
          onFile={open}
        />
      )}
      {brought && installed && <InstalledNotice installed={installed} />}
      {brought && !installed && (
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {brought.file.name}
          </Text>
          {brought.diagram && (
            <Group>
              <Select
                label={t('into.label')}
                w={360}
                maw="100%"
                allowDeselect={false}
                value={into}
                data={[
                  { value: '', label: t('into.new') },
                  ...types.map(({ key, name }) => ({ value: key, label: t('into.draft', { name: label(name) }) })),
                ]}
                onChange={(value) => {
                  setInto(value ?? '');
                  open(brought.file, value ?? '');
                }}
              />
            </Group>
          )}
          <DifferenceView
            key={brought.file.name + into}
            document={brought.document}
            onlyDraft={brought.diagram !== undefined && into !== ''}
            onInstalled={setInstalled}
          >
            {brought.diagram && <DiagramAccount diagram={brought.diagram} />}
          </DifferenceView>
        </Stack>
      )}
    </Page>
  );
}
