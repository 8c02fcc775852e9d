import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { OpenedRule } from './opened-rule.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const ruleRoute = getRouteApi('/signed-in/p/$entityType/rules/$ruleKey');
const newRoute = getRouteApi('/signed-in/p/$entityType/new-rule');

/** A rule at its own address. */
export function RuleScreen() {
  const { entityType } = process.useParams();
  const { ruleKey } = ruleRoute.useParams();
  const { view = 'list', run } = ruleRoute.useSearch();
  const navigate = useNavigate();
  const params = { entityType, ruleKey };
  const close = () => void navigate({ to: '/p/$entityType/rules', params: { entityType } });
  return (
    <OpenedRule
      entityType={entityType}
      ruleKey={ruleKey}
      view={view}
      onView={(next) =>
        void navigate({
          to: '/p/$entityType/rules/$ruleKey',
          params,
          search: { view: next },
          replace: true,
          ignoreBlocker: true,
        })
      }
      run={run}
      onClose={close}
      onSaved={() => view === 'list' && close()}
    />
  );
}

/** A new rule: empty, for a stage, or like one that is there. */
export function NewRuleScreen() {
  const { entityType } = process.useParams();
  const search = newRoute.useSearch();
  const { stage, funnel, like, view = 'list' } = search;
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/p/$entityType/rules', params: { entityType } });
  return (
    <OpenedRule
      entityType={entityType}
      ruleKey={null}
      beginning={{ stage, funnel, like }}
      view={view}
      onView={(next) =>
        void navigate({
          to: '/p/$entityType/new-rule',
          params: { entityType },
          search: { ...search, view: next },
          replace: true,
          ignoreBlocker: true,
        })
      }
      onClose={close}
      onSaved={({ key }) =>
        view === 'list'
          ? close()
          : void navigate({
              to: '/p/$entityType/rules/$ruleKey',
              params: { entityType, ruleKey: key },
              search: { view },
              replace: true,
            })
      }
    />
  );
}
