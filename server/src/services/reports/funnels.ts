import { Injectable } from '@nestjs/common';
import { DeviationService } from './deviations.ts';
import { FlowService } from './flow.ts';
import { FunnelReportService } from './funnel.ts';

/** The reports that are about one funnel. */
@Injectable()
export class FunnelServices {
  constructor(
    readonly report: FunnelReportService,
    readonly flow: FlowService,
    readonly deviations: DeviationService,
  ) {}
}
