import type { Type } from '@nestjs/common';

/** Every service, one line each. */
export const services: Type<object>[] = [];
