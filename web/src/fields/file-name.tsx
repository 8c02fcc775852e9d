import { ActionIcon, Anchor, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconFileTypePdf, IconPaperclip } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fetched } from '../ui/fetched.ts';
import { isSmallPicture, previewOf } from './file-kind.ts';
import { FilePicture } from './file-picture.tsx';
import { fileUrl, useFileInfo } from './file-store.ts';

const FilePreview = fetched(async () => (await import('./file-preview.tsx')).FilePreview);

/** A file by its name: pictures and PDF open to be looked at, everything is saved. */
export function FileName({ id, plain }: { id: string; plain?: boolean }) {
  const { t } = useTranslation('fields');
  const [opened, preview] = useDisclosure(false);
  const info = useFileInfo(id);
  const name = info?.name ?? t('file');
  if (plain) return <span>{name}</span>;
  const kind = info ? previewOf(info) : null;
  const clip = <IconPaperclip size={14} style={{ verticalAlign: -2 }} aria-hidden />;
  if (!info || kind === null) {
    return (
      <Anchor href={fileUrl(id)} download onClick={(event) => event.stopPropagation()}>
        {clip} {name}
      </Anchor>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what happens here is not for the row around it.
    <div onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
      <Group gap={6} wrap="nowrap" style={{ position: 'relative', zIndex: 1 }}>
        <Anchor
          component="button"
          type="button"
          ta="start"
          aria-label={t('preview.open', { name })}
          onClick={preview.open}
          style={{ overflowWrap: 'anywhere' }}
        >
          {isSmallPicture(info) ? (
            <FilePicture
              id={id}
              info={info}
              decorative
              instead={clip}
              style={{
                width: 36,
                height: 36,
                objectFit: 'cover',
                borderRadius: 4,
                verticalAlign: 'middle',
                display: 'inline-block',
              }}
            />
          ) : kind === 'pdf' ? (
            <IconFileTypePdf size={18} style={{ verticalAlign: -4 }} aria-hidden />
          ) : (
            clip
          )}{' '}
          {name}
        </Anchor>
        <ActionIcon
          component="a"
          href={fileUrl(id)}
          download
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t('preview.saveNamed', { name })}
        >
          <IconDownload size={14} />
        </ActionIcon>
      </Group>
      <Suspense>{opened && <FilePreview id={id} info={info} onClose={preview.close} />}</Suspense>
    </div>
  );
}
