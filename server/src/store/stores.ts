import type { Type } from '@nestjs/common';

/** Every store, one line each. */
export const stores: Type<object>[] = [];
