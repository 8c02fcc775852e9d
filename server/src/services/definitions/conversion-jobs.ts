import type { Caller } from '@etapa/shared/access/caller';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { TypeRecordStore } from '../../store/entity-types-records.ts';
import { newId } from '../../store/ids.ts';
import { JobStore } from '../../store/jobs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { actorOf } from '../audit.ts';

/** What a job of kind `conversion` is asked to do. */
export interface ConversionInput {
  entityType: string;
  /** The version that records are brought up to. */
  version: number;
  /** The transaction that published it: writers that began before it may still write under the version before. */
  xid: string;
  correlation: string;
}

/** Notes that a type's records are to be brought up: in the transaction that makes it so. */
@Injectable()
export class ConversionJobs {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: JobStore,
    private readonly records: TypeRecordStore,
  ) {}

  async insert(
    tx: Transaction,
    caller: Caller,
    { entityType, version }: Pick<ConversionInput, 'entityType' | 'version'>,
  ): Promise<{ jobId: string; correlation: string }> {
    const id = newId();
    const xid = await this.records.transactionId(tx);
    const input: ConversionInput = { entityType, version, xid, correlation: newId() };
    const job = { id, kind: 'conversion', input, actor: actorOf(caller), userId: caller.id };
    await this.jobs.insert(tx, job, this.clock.now());
    return { jobId: id, correlation: input.correlation };
  }
}
