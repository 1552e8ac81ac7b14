/**
 * `ecconf/manager`: the manager of `eccmgr` in a program of one's own, and sessions at the console of any
 * manager. The types need nothing of Node's.
 */
export {
  type ManagerSettings,
  type RunningManager,
  startManager,
} from './manager/embedded/start-manager.js'
export { StartRefused } from './manager/process/start-refused.js'
export { ConnectionFailed } from './terminal/connection-failed.js'
export {
  type CommandAnswer,
  type Console,
  type ConsoleSettings,
  openConsole,
} from './terminal/open-console.js'
export type { TlsPaths } from './terminal/tls-paths.js'
