import type { StoredFile } from '@etapa/shared/api/files';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, apiUrl } from '../data/client.ts';

/** A file as lists and previews know it. */
export interface FileInfo {
  name: string;
  mediaType: string;
  /** In bytes. */
  size: number;
}

export const fileUrl = (id: string): string => apiUrl(`/files/${id}`);
const key = (id: string) => ['files', id, 'info'];

/**
 * Sends one file at a time, telling how far it is; what is known of it is remembered, so that it shows at once.
 *
 * @returns `part` sent, 0 to 1, or null while nothing is; `stop` ends it
 */
export function useUpload() {
  const client = useQueryClient();
  const [part, setPart] = useState<number | null>(null);
  const stopper = useRef(new AbortController());
  const upload = useMutation({
    // Sent or refused: a file is not kept to be sent later.
    networkMode: 'always',
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('file', file);
      stopper.current = new AbortController();
      setPart(0);
      return api.uploadTold<StoredFile>('/files', form, { onProgress: setPart, signal: stopper.current.signal });
    },
    onSuccess: ({ id, name, mediaType, size }) => client.setQueryData(key(id), { name, mediaType, size }),
    onSettled: () => setPart(null),
  });
  return { ...upload, part, stop: () => stopper.current.abort() };
}

/** A file's name, kind and size, read from the head of its download; undefined while it loads. */
export function useFileInfo(id: string): FileInfo | undefined {
  return useQuery({
    queryKey: key(id),
    queryFn: async (): Promise<FileInfo> => {
      const { headers } = await fetch(fileUrl(id), { method: 'HEAD', credentials: 'same-origin' });
      return {
        name: fileNameIn(headers.get('content-disposition') ?? '') ?? id,
        mediaType: headers.get('content-type') ?? '',
        size: Number(headers.get('content-length') ?? 0),
      };
    },
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** The bytes of a file, for a preview. @throws when they cannot be had */
export async function fileContent(id: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(fileUrl(id), { credentials: 'same-origin', signal });
  if (!answer.ok) throw new Error(`The file could not be read: ${answer.status}.`);
  return answer.arrayBuffer();
}

/** The name in a `Content-Disposition` header (RFC 6266), its UTF-8 form first. */
function fileNameIn(header: string): string | null {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  if (extended) {
    try {
      return decodeURIComponent(extended.trim());
    } catch {
      // Badly escaped: the plain form is next.
    }
  }
  return /filename="((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]?.replace(/\\(.)/g, '$1') ?? null;
}
