export type { ExpectedNode } from './expected-nodes.js'
export { isSameHost } from './host-names.js'
export type { Member, News } from './roster.js'
