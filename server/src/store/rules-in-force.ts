import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A version of a rule that may fire. */
export interface RuleInForce {
  id: string;
  entityType: string;
  version: number;
  definition: Rule;
}

interface Row extends RuleInForce {
  /** The transaction that saved it (xid8, as text). */
  xid: string;
}

/**
 * The rules that may fire now, each in the versions that were in force while events were written: an event meets the
 * rules that were there when it happened, however late it is read.
 */
export class RulesInForce {
  private readonly versions = new Map<string, Row[]>();

  /** @param rows in the order rules were made, and of versions */
  constructor(rows: Row[]) {
    for (const row of rows) {
      const own = this.versions.get(row.id);
      if (own) own.push(row);
      else this.versions.set(row.id, [row]);
    }
  }

  /** @param xid of the transaction that wrote the event */
  at(entityType: string, xid: string): RuleInForce[] {
    const moment = BigInt(xid);
    return [...this.versions.values()].flatMap((versions) => {
      const version = versions.findLast((each) => BigInt(each.xid) < moment);
      return version?.entityType === entityType && version.definition.enabled ? [version] : [];
    });
  }
}

/** Reads which versions of rules are in force. */
@Injectable()
export class RulesInForceStore {
  /** @param first, last the transactions of the first and the last event (xid8, as text) */
  async between(db: Queryable, entityTypes: string[], first: string, last: string): Promise<RulesInForce> {
    const rows = await db.prepared<Row>(
      'rules-in-force',
      `SELECT r.id, r.entity_type AS "entityType", v.version, v.definition, v.xid::text AS xid
       FROM rules r JOIN LATERAL (
         SELECT version, definition, xid FROM rule_versions v
         WHERE v.rule_id = r.id AND v.created_at >= r.created_at AND v.xid < $3::xid8 AND v.version >= coalesce((
           SELECT w.version FROM rule_versions w WHERE w.rule_id = r.id AND w.xid < $2::xid8
           ORDER BY w.version DESC LIMIT 1), 0)) v ON true
       WHERE r.entity_type = ANY($1) AND r.enabled AND r.broken IS NULL AND r.deleted_at IS NULL
       ORDER BY r.created_at, r.key, v.version`,
      [entityTypes, first, last],
    );
    return new RulesInForce(rows);
  }
}
