import type { ConditionGroup } from '../conditions/condition.ts';
import type { FieldSettings, Label } from '../fields/field.ts';

export interface Field extends FieldSettings {
  visibleWhen?: ConditionGroup;
  requiredWhen?: ConditionGroup;
}

export type StageGroup = 'open' | 'won' | 'lost';

export interface StageRights {
  see?: string[];
  enter?: string[];
  leave?: string[];
}

export interface Stage {
  key: string;
  name: Label;
  group: StageGroup;
  /** Per cent, 0 to 100. */
  probability?: number;
  /** ISO 8601 duration a card should take here. */
  norm?: string;
  /** Field keys that must not be empty to enter. */
  required?: string[];
  /** Condition to enter. */
  guard?: ConditionGroup;
  instructions?: Label;
  color?: string;
  /** Cards in progress at once. */
  limit?: number;
  clock?: 'elapsed' | 'working';
  /** Role keys. */
  rights?: StageRights;
}

export interface Transition {
  from: string;
  to: string;
  label?: Label;
  guard?: ConditionGroup;
  roles?: string[];
}

export interface Funnel {
  key: string;
  name: Label;
  stages: Stage[];
  transitions: 'free' | Transition[];
}

export interface Section {
  title: Label;
  fields: string[];
  columns?: number;
  visibleWhen?: ConditionGroup;
}

export interface Layout {
  sections: Section[];
  /** Fields shown on the small card of a board. */
  card?: string[];
}

/** One kind of thing the business tracks: the whole definition document. */
export interface EntityType {
  key: string;
  name: Label;
  namePlural?: Label;
  icon?: string;
  color?: string;
  /** Key of the field shown as the record's title. */
  titleField: string;
  fields: Field[];
  funnels?: Funnel[];
  layout?: Layout;
}
