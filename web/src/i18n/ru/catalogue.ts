import 'dayjs/locale/ru';
import type { Catalogue } from '../i18n.ts';

/** Every namespace of this language, by path, in one chunk. */
export const files = import.meta.glob<Catalogue>('./*.json', { eager: true, import: 'default' });
