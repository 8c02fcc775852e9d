import Type from 'typebox';
import { OneOf } from './lists.ts';
import { filtering, Sort } from './records.ts';
import { route } from './route.ts';

export const exportRoutes = {
  read: route({
    method: 'GET',
    path: '/entity-types/:key/export',
    summary: 'Records as a spreadsheet, streamed; texts that a spreadsheet would run are made harmless',
    query: {
      ...filtering,
      format: Type.Optional(OneOf(['csv', 'xlsx'])),
      sort: Type.Optional(Sort),
      /** Field keys and system fields, by comma. Default: number, title, stage, owner, dates and every field. */
      columns: Type.Optional(Type.String({ minLength: 1, maxLength: 10_000 })),
      /** Of CSV. `true`: begins with a byte order mark, by which Excel tells UTF-8. */
      bom: Type.Optional(Type.Boolean()),
    },
    produces: 'text/csv',
  }),
};
