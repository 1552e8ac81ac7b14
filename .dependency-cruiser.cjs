/**
 * The arrows between the rooms: data goes one way, and a room imports only rooms that come before
 * it. `test/arrows.test.ts` holds each rule against an import that it must refuse.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const source = (...rooms) => `^src/(${rooms.join('|')})/`

/** The definition of each grammar and their compiler: for the build, benchmarks and tests. */
const GRAMMAR_COMPILER = ['^grammar/(grammar|compile)\\.ts$', '^grammar/.*/grammar\\.ts$']

/** The rooms that read a configuration. */
const READING = ['syntax', 'diagnostics', 'schema', 'config']

/** The rooms that need no machine: they read, check and change a configuration. */
const CORE = [...READING, 'console', 'lint', 'edit']

/** What may be imported by the rooms that serve people and other machines. */
const BELOW_MANAGER = [source(...CORE, 'report', 'node', 'project'), '^grammar/', '^schemas/']

/** What each room may import of this project. Its own files always; more is an error. */
const ARROWS = {
  syntax: [],
  diagnostics: [source('syntax')],
  schema: [source('syntax', 'diagnostics'), '^schemas/'],
  config: [source('syntax', 'diagnostics', 'schema'), '^grammar/'],
  console: [source(...READING), '^grammar/'],
  lint: [source(...READING), '^grammar/'],
  edit: [source(...READING, 'console', 'lint'), '^grammar/'],
  // Two rules below say of which rooms only the types.
  report: [source(...CORE), '^grammar/'],
  node: [source(...CORE), '^grammar/'],
  project: [source(...CORE, 'report', 'node'), '^grammar/', '^schemas/'],
  // Both ends of the connection; the client has nothing else of this project in it.
  protocol: [source('syntax')],
  terminal: [source('protocol')],
  // A manager sends commands to the cluster; the agent of a node carries them out as a manager does.
  cluster: BELOW_MANAGER,
  manager: [...BELOW_MANAGER, source('cluster', 'protocol')],
  agent: [...BELOW_MANAGER, source('cluster', 'manager')],
  lsp: BELOW_MANAGER,
  page: BELOW_MANAGER,
}

const roomRules = Object.entries(ARROWS).map(([room, allowed]) => ({
  name: `arrows-of-${room}`,
  comment: `src/${room}/ imports a room that does not come before it`,
  severity: 'error',
  from: { path: source(room) },
  to: { pathNot: [source(room), ...allowed, '(^|/)node_modules/'], dependencyTypesNot: ['core'] },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'arrows-of-grammar',
      comment: 'grammar/ imports syntax and diagnostics only',
      severity: 'error',
      from: { path: '^grammar/' },
      to: {
        pathNot: ['^grammar/', source('syntax', 'diagnostics'), '(^|/)node_modules/'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'report-takes-types-of-edit',
      comment: 'src/report/ knows the shapes of src/edit/, not its code',
      severity: 'error',
      from: { path: source('report') },
      to: { path: source('edit'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'report-takes-types-of-lint',
      comment:
        'src/report/ shows findings and makes none; lint knows what is secret in a text, and which codes stay on',
      severity: 'error',
      from: { path: source('report') },
      to: {
        path: source('lint'),
        pathNot: ['^src/lint/values/secrets\\.ts$', '^src/lint/engine/codes\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'core-without-the-machine',
      comment: 'the public core must run in a browser: nothing of src/node/ or a later room',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: {
        path: [
          '^src/(node|project|cluster|manager|agent|protocol|terminal|lsp|page)(/|\\.ts$)',
          '^(cli|test|bench)/',
        ],
      },
    },
    {
      name: 'source-without-programs',
      comment: 'the library knows nothing of the programs, tests and benchmarks over it',
      severity: 'error',
      from: { path: '^(src|grammar)/' },
      to: { path: '^(cli|test|bench)/' },
    },
    {
      name: 'programs-without-tests',
      comment: 'cli/ is shipped; tests and benchmarks are not',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-node-in-the-core',
      comment: 'the outside world comes in through Environment; only these rooms reach for it',
      severity: 'error',
      from: {
        path: '^(src|grammar)/',
        pathNot: [
          '^src/(node|project|cluster|manager|agent|protocol|terminal|lsp|page)(/|\\.ts$)',
          ...GRAMMAR_COMPILER,
        ],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'browser-knows-the-data-alone',
      comment:
        'what runs in a page has its data and how they are looked at, and how lines are paired: all else would be in every page',
      severity: 'error',
      from: { path: '^src/page/(browser|view)/' },
      to: {
        pathNot: [
          '^src/page/(browser|view|model)/',
          '^src/report/patch/paired-lines\\.ts$',
          '(^|/)node_modules/(@dagrejs/dagre|@?lit([-/]|$))',
        ],
      },
    },
    {
      name: 'browser-in-the-browser',
      comment: 'only what runs in a page knows a document',
      severity: 'error',
      from: { path: '^(src|grammar|cli)/', pathNot: '^src/page/browser/' },
      to: { path: '^src/page/browser/' },
    },
    {
      name: 'chevrotain-only-in-the-compiler',
      comment: 'Chevrotain defines and checks the grammar; at run time there is only its table',
      severity: 'error',
      from: { path: '^(src|grammar|cli)/', pathNot: GRAMMAR_COMPILER },
      to: { path: ['(^|/)node_modules/@?chevrotain/', '^@?chevrotain(/|$)'] },
    },
    {
      name: 'compiler-only-for-the-build',
      comment: 'what runs takes the compiled table, never the grammar or its compiler',
      severity: 'error',
      from: { path: '^(src|grammar|cli)/', pathNot: [...GRAMMAR_COMPILER, '^cli/build[./]'] },
      to: { path: GRAMMAR_COMPILER, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'build-stays-in-the-build',
      comment: 'a program that is shipped has no part of the build in it',
      severity: 'error',
      from: { path: '^cli/', pathNot: '^cli/build[./]' },
      to: { path: '^cli/build[./]' },
    },
    {
      name: 'no-cycle',
      comment:
        'two files that need each other, if only for types, are one thing, or a third is missing',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'an import leads to a file or to a package in package.json',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|\\.cache|editors)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default', 'require'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
