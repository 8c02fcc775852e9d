import { Center, Loader, Stack, Text } from '@mantine/core';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileContent } from './file-store.ts';
import { PdfParts } from './pdf-parts.ts';

GlobalWorkerOptions.workerSrc = workerAddress;

/** Pages drawn of one file: enough to see what it is. */
const MOST_PAGES = 50;

/** A PDF file, drawn page by page as pictures: nothing in it runs. */
export default function FilePdf({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('fields');
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    let task: ReturnType<typeof getDocument> | undefined;
    fileContent(id, stop.signal)
      .then((data) => {
        if (stop.signal.aborted) return;
        task = getDocument({ data, isEvalSupported: false, enableXfa: false, BinaryDataFactory: PdfParts });
        return task.promise.then(setDocument);
      })
      .catch(() => setFailed(!stop.signal.aborted));
    return () => {
      stop.abort();
      void task?.destroy();
    };
  }, [id]);
  if (failed) return <Text c="dimmed">{t('preview.failed')}</Text>;
  if (!document) {
    return (
      <Center h={200}>
        <Loader aria-label={t('loading')} />
      </Center>
    );
  }
  const shown = Math.min(document.numPages, MOST_PAGES);
  return (
    <Stack gap="sm">
      {Array.from({ length: shown }, (_, index) => index + 1).map((page) => (
        <PdfPage
          key={page}
          document={document}
          place={page}
          label={t('preview.page', { name, page, pages: document.numPages })}
        />
      ))}
      {shown < document.numPages && <Text c="dimmed">{t('preview.more', { count: document.numPages - shown })}</Text>}
    </Stack>
  );
}

function PdfPage({ document, place, label }: { document: PDFDocumentProxy; place: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let task: { cancel: () => void; promise: Promise<unknown> } | undefined;
    let gone = false;
    void document.getPage(place).then((page) => {
      const target = canvas.current;
      if (gone || !target) return;
      const wide = page.getViewport({ scale: 1 }).width;
      const viewport = page.getViewport({ scale: Math.min(2, Math.max(1, 900 / wide)) * devicePixelRatio });
      target.width = viewport.width;
      target.height = viewport.height;
      task = page.render({ canvas: target, viewport });
      // Turned away from before it was drawn: no matter.
      task.promise.catch(() => undefined);
    });
    return () => {
      gone = true;
      task?.cancel();
    };
  }, [document, place]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      style={{ width: '100%', background: '#fff', boxShadow: '0 0 3px #0005' }}
    />
  );
}
