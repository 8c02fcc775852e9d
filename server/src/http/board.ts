import { routes } from '@etapa/shared/api/routes';
import { Controller } from '@nestjs/common';
import { BoardService } from '../services/board.ts';
import type { Call } from './call.ts';
import { Handle } from './handle.ts';

const { read } = routes.board;

@Controller()
export class BoardController {
  constructor(private readonly board: BoardService) {}

  @Handle(read)
  read(call: Call<typeof read>) {
    return this.board.read(call.caller, call.params.key, call.query);
  }
}
