import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.ts';
import { Config } from '../config/config.ts';
import { Log } from '../config/log.ts';
import { controllers, httpProviders } from '../http/controllers.ts';
import { HandlerTable } from '../jobs/handler-table.ts';
import { JobsProcessor, OuterProcessor, RulesProcessor } from '../jobs/processors.ts';
import { WorkLists } from '../jobs/work-lists.ts';
import { Worker } from '../jobs/worker.ts';
import { LogLag } from '../log/lag.ts';
import { QUEUE_NAMES } from '../log/queue-jobs.ts';
import { Queues } from '../log/queues.ts';
import { Tail } from '../log/tail.ts';
import { services } from '../services/services.ts';
import { Database, databaseOptions } from '../store/database.ts';
import { stores } from '../store/stores.ts';
import { queueConnection } from './queue-connection.ts';

export interface Parts {
  config: Config;
  log: Log;
  /** The database, embedded or not. */
  databaseUrl: string;
  /** Absent: all that there is. */
  work?: WorkLists;
}

@Module({})
class AppModule {}

/** The whole application, wired from the lists of its rooms. What a process does of it is its role. */
export function composeApp({ config, log, databaseUrl, work = new WorkLists() }: Parts): DynamicModule {
  const serves = config.role !== 'worker';
  const workers: Provider[] = [...new Set([...work.handlers, ...work.consumers, ...work.sweepers])];
  return {
    module: AppModule,
    global: true,
    imports: [
      TypeOrmModule.forRootAsync({
        useFactory: () => ({
          ...databaseOptions(databaseUrl, (error) => log.warnOften('A connection to the database broke.', { error })),
          retryAttempts: 0,
        }),
      }),
      BullModule.forRoot({
        connection: queueConnection(databaseUrl, config.redisUrl),
        extraOptions: { manualRegistration: true },
      }),
      BullModule.registerQueue(...QUEUE_NAMES.map((name) => ({ name }))),
    ],
    controllers: serves ? controllers : [],
    providers: [
      { provide: Config, useValue: config },
      { provide: Log, useValue: log },
      { provide: Clock, useValue: new Clock(config.nowOffset) },
      { provide: Database, useFactory: (source: DataSource) => new Database(source), inject: [DataSource] },
      ...stores,
      Queues,
      LogLag,
      Tail,
      ...services,
      ...(serves ? httpProviders : []),
      { provide: WorkLists, useValue: work },
      ...workers,
      {
        provide: HandlerTable,
        useFactory: (modules: ModuleRef) =>
          new HandlerTable(
            work.jobs,
            work.handlers.map((type) => modules.get(type, { strict: false })),
          ),
        inject: [ModuleRef, ...work.handlers],
      },
      RulesProcessor,
      OuterProcessor,
      JobsProcessor,
      Worker,
    ],
  };
}
