import type { FileInfo } from './file-store.ts';

/** Pictures that are pixels alone: SVG may hold programs, and is only saved. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'];
/** Larger files (bytes) are saved and not shown. */
const MOST = 50 * 1024 * 1024;
/** Pictures up to this size (bytes) show small beside their names. */
const SMALL = 3 * 1024 * 1024;

/** How a file can be looked at without saving it; null where it cannot. */
export function previewOf({ mediaType, size }: FileInfo): 'picture' | 'pdf' | null {
  if (size > MOST) return null;
  if (PICTURES.includes(mediaType)) return 'picture';
  return mediaType === 'application/pdf' ? 'pdf' : null;
}

/** Whether a file shows as a small picture. */
export const isSmallPicture = (info: FileInfo): boolean => previewOf(info) === 'picture' && info.size <= SMALL;
