import type { Provider, Type } from '@nestjs/common';

/** Every controller, one line each. */
export const controllers: Type<object>[] = [];

/** Guards, filters and interceptors for all of them (`APP_GUARD`, `APP_FILTER`, `APP_INTERCEPTOR`). */
export const httpProviders: Provider[] = [];
