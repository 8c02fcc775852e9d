import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { StreamService } from '../services/stream.ts';
import type { Call } from './call.ts';
import { Bytes, Handle } from './handle.ts';

const { open } = routes.stream;

@Controller()
export class StreamController {
  constructor(private readonly stream: StreamService) {}

  @Handle(open)
  async open(call: Call<typeof open>) {
    const { credential } = call.request;
    if (!credential) throw new Error('A stream was opened without a credential.');
    return new Bytes(await this.stream.open(call.caller, credential), {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies pass each event on as it comes.
      'x-accel-buffering': 'no',
    });
  }
}
