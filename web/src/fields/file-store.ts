import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, apiUrl } from '../data/client.ts';

export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  size: number;
}

export const fileUrl = (id: string): string => apiUrl(`/files/${id}`);

/** Sends one file; its name is remembered, so that it shows at once. */
export function useUpload() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('file', file);
      return api.upload<StoredFile>('/files', form);
    },
    onSuccess: (stored) => client.setQueryData(['files', stored.id, 'name'], stored.name),
  });
}

/** A file's own name, read from the head of its download. */
export function useFileName(id: string): string | undefined {
  return useQuery({
    queryKey: ['files', id, 'name'],
    queryFn: async () => {
      const answer = await fetch(fileUrl(id), { method: 'HEAD', credentials: 'same-origin' });
      return fileNameIn(answer.headers.get('content-disposition') ?? '') ?? id;
    },
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
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
