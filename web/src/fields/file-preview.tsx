import { Button, Center, Group, Loader, Modal, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fetched } from '../ui/fetched.ts';
import { previewOf } from './file-kind.ts';
import { FilePicture } from './file-picture.tsx';
import { type FileInfo, fileUrl } from './file-store.ts';

// A whole reader of PDF: fetched with the first file that is opened.
const FilePdf = fetched(async () => (await import('./file-pdf.tsx')).default);

/** A file, looked at without saving it. */
export function FilePreview({ id, info, onClose }: { id: string; info: FileInfo; onClose: () => void }) {
  const { t } = useTranslation('fields');
  const { t: common } = useTranslation('common');
  return (
    <Modal
      opened
      onClose={onClose}
      size={960}
      title={
        <Group gap="sm">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {info.name}
          </Text>
          <Button
            component="a"
            href={fileUrl(id)}
            download
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {t('preview.save')}
          </Button>
        </Group>
      }
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {previewOf(info) === 'picture' ? (
        <FilePicture
          id={id}
          info={info}
          instead={<Text c="dimmed">{t('preview.failed')}</Text>}
          style={{ display: 'block', maxWidth: '100%', maxHeight: '75vh', minHeight: 80, margin: '0 auto' }}
        />
      ) : (
        <Suspense
          fallback={
            <Center h={200}>
              <Loader aria-label={t('loading')} />
            </Center>
          }
        >
          <FilePdf id={id} name={info.name} />
        </Suspense>
      )}
    </Modal>
  );
}
