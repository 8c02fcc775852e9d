const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Headers of a spreadsheet that is saved and not shown. @param name of the file, without its end */
export const sheetHeaders = (format: keyof typeof MEDIA_TYPES, name = 'report'): { [name: string]: string } => ({
  'content-type': MEDIA_TYPES[format],
  'content-disposition': `attachment; filename="${name.replace(/[^\w-]/g, '_')}.${format}"`,
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, no-store',
});
