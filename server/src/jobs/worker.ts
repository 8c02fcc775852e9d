import { BullRegistrar } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Clock } from '../config/clock.ts';
import { Config } from '../config/config.ts';
import { Log } from '../config/log.ts';
import { ConsumerLoop, type EventConsumer } from '../log/consumer.ts';
import { PeopleAtWork } from '../services/people-at-work.ts';
import { Database } from '../store/database.ts';
import { JobsProcessor, OuterProcessor, RulesProcessor } from './processors.ts';
import { Sweep } from './sweep.ts';
import { WorkLists } from './work-lists.ts';

/** Everything that a process of role `worker` or `all` does by itself. */
@Injectable()
export class Worker {
  private loops: ConsumerLoop[] = [];
  private sweep?: Sweep;

  constructor(
    private readonly lists: WorkLists,
    private readonly modules: ModuleRef,
    private readonly registrar: BullRegistrar,
    private readonly config: Config,
    private readonly database: Database,
    private readonly people: PeopleAtWork,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    this.registrar.register();
    const inDatabase = this.config.redisUrl === undefined;
    await Promise.all(this.processors().map((processor) => processor.begin(inDatabase)));
    this.loops = this.lists.consumers
      .map((type) => this.givingWay(this.modules.get(type, { strict: false })))
      .map((consumer) => new ConsumerLoop(consumer, this.database, this.clock, this.log));
    for (const loop of this.loops) loop.start();
    this.sweep = new Sweep(
      this.lists.sweepers.map((type) => this.modules.get(type, { strict: false })),
      this.database,
      this.log,
    );
    this.sweep.start();
  }

  /** Resolves when nothing is in hand any more. */
  async stop(): Promise<void> {
    await Promise.all([
      this.sweep?.stop(),
      ...this.loops.map((loop) => loop.stop()),
      ...this.processors().map((processor) => processor.end()),
    ]);
  }

  /** What people wait for comes before what their events lead to. */
  private givingWay(consumer: EventConsumer): EventConsumer {
    const consume: EventConsumer['consume'] = async (events, tx) => {
      const wake = await this.people.first(() => consumer.consume(events, tx));
      return wake && (() => this.people.first(wake));
    };
    return { consumer: consumer.consumer, consume };
  }

  private processors(): (RulesProcessor | OuterProcessor | JobsProcessor)[] {
    return [this.modules.get(RulesProcessor), this.modules.get(OuterProcessor), this.modules.get(JobsProcessor)];
  }
}
