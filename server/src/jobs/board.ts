import { Injectable } from '@nestjs/common';
import { BoardService } from '../services/board.ts';
import type { Sweeper } from './sweep.ts';

/** Keeps the totals of boards few to read. */
@Injectable()
export class BoardSweeper implements Sweeper {
  readonly sweeper = 'board';

  constructor(private readonly board: BoardService) {}

  sweep(): Promise<void> {
    return this.board.compact();
  }
}
