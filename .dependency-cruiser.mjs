/**
 * The rooms of ARCHITECTURE.md as rules: an import may only point along these arrows.
 * A room that is not named as allowed is forbidden.
 */
const arrows = {
  'shared/src/fields': [],
  'shared/src/conditions': ['shared/src/fields'],
  'shared/src/formulas': ['shared/src/fields'],
  'shared/src/definition': ['shared/src/fields', 'shared/src/conditions', 'shared/src/formulas'],
  'shared/src/access': ['shared/src/conditions', 'shared/src/fields'],
  'shared/src/process': [
    'shared/src/definition',
    'shared/src/conditions',
    'shared/src/formulas',
    'shared/src/access',
    'shared/src/fields',
  ],
  'shared/src/rules': [
    'shared/src/definition',
    'shared/src/conditions',
    'shared/src/formulas',
    'shared/src/fields',
    'shared/src/process',
  ],
  'shared/src/reports': ['shared/src/definition', 'shared/src/conditions', 'shared/src/fields'],
  'shared/src/packages': ['shared/src/definition', 'shared/src/rules', 'shared/src/access', 'shared/src/fields'],
  'shared/src/bpmn': ['shared/src/(definition|rules|conditions|packages|fields)'],
  'shared/src/upgrades': ['shared/src/definition', 'shared/src/rules', 'shared/src/fields'],
  'shared/src/api': ['shared/src/(?!api)'],
  'server/src/config': [],
  'server/src/store': ['server/src/config', 'shared/src', 'migrations/src'],
  'server/src/log': ['server/src/store', 'server/src/config', 'shared/src'],
  'server/src/connectors': ['server/src/config', 'shared/src'],
  'server/src/services': ['server/src/(store|log|connectors|config)', 'shared/src'],
  'server/src/http': ['server/src/(services|config)', 'shared/src'],
  'server/src/jobs': ['server/src/(services|connectors|log|store|config)', 'shared/src'],
  'web/src/ui': [],
  'web/src/i18n': ['shared/src/fields'],
  'web/src/data': ['shared/src', 'web/src/i18n'],
  'web/src/fields': ['web/src/(ui|data|i18n)', 'shared/src'],
  'web/src/conditions': ['web/src/(ui|fields|i18n|data)', 'shared/src'],
  'web/src/formulas': ['web/src/(ui|fields|i18n|data)', 'shared/src'],
  'web/src/canvas': ['web/src/(ui|i18n)', 'shared/src'],
  'web/src/rules': ['web/src/(ui|fields|conditions|i18n|data)', 'shared/src'],
  'web/src/screens': ['web/src/(ui|i18n|data|fields|conditions|formulas|rules|canvas)', 'shared/src'],
};

const rooms = Object.entries(arrows).map(([room, allowed]) => ({
  name: `arrows of ${room}`,
  severity: 'error',
  comment: `${room} may import only: itself${allowed.map((to) => `, ${to}`).join('')}`,
  from: { path: `^${room}/`, pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '^(shared|server|web|migrations)/src/',
    pathNot: [`^${room}/`, ...allowed.map((to) => `^${to}`)].join('|'),
  },
}));

export default {
  forbidden: [
    ...rooms,
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'screens stay private',
      severity: 'error',
      comment: 'One screen does not reach into another: what two need moves to ui, fields or data.',
      from: { path: '^web/src/screens/([^/]+)/' },
      to: { path: '^web/src/screens/([^/]+)/', pathNot: '^web/src/screens/$1/' },
    },
    {
      name: 'the core is pure',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the core knows no framework',
      severity: 'error',
      from: { path: '^shared/src/' },
      to: { path: 'node_modules/(@nestjs|react|typeorm|fastify|pg|bullmq)/' },
    },
    {
      name: 'entities stay in the store',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/(store|main|testing)/' },
      to: { path: '^server/src/store/entities/' },
    },
    { name: 'imports resolve', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    parser: 'tsc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['etapa-source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
    moduleSystems: ['es6'],
  },
};
