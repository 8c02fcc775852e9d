import Type, { type Static } from 'typebox';
import { Id } from './lists.ts';
import { route, strict } from './route.ts';

export const StoredFile = strict({
  id: Id,
  name: Type.String(),
  mediaType: Type.String(),
  /** In bytes. */
  size: Type.Integer({ minimum: 0 }),
});
export type StoredFile = Static<typeof StoredFile>;

/** Largest file taken, in bytes. */
export const MAX_FILE_SIZE = 100 * 1024 * 1024;

export const fileRoutes = {
  upload: route({
    method: 'POST',
    path: '/files',
    summary: 'Upload a file as the multipart part `file`; put its id into a record to share it',
    consumes: 'multipart/form-data',
    answer: StoredFile,
    status: 201,
  }),
  download: route({
    method: 'GET',
    path: '/files/:id',
    summary: 'Download a file',
    params: { id: Id },
    produces: 'application/octet-stream',
  }),
};
