import { begin, beginFromScratch } from './changing/begin.js'
import { commit, commitConfirmed } from './changing/commit.js'
import { confirm } from './changing/confirm.js'
import { reload } from './changing/reload.js'
import { replay } from './changing/replay.js'
import { rollback } from './changing/rollback.js'
import { set } from './changing/set.js'
import { unset } from './changing/unset.js'
import { writeConfig } from './changing/write-config.js'
import { writeback } from './changing/writeback.js'
import { broadcast, subclusterBroadcast, unicast } from './cluster/broadcast.js'
import { clusterCommit } from './cluster/cluster-commit.js'
import {
  clusterCommitCancel,
  clusterCommitConfirm,
  clusterCommitExtend,
  clusterCommitResolve,
} from './cluster/cluster-commit-steps.js'
import { flushControlCache } from './cluster/flush-control-cache.js'
import { info } from './cluster/info.js'
import { membership } from './cluster/membership.js'
import { retrieve, retrieveNode, subclusterRetrieve } from './cluster/retrieve.js'
import { showClusterCommit } from './cluster/show-cluster-commit.js'
import type { Command } from './command.js'
import { authzId, authzRolesList } from './program/authz.js'
import { clusterNodeAddress, clusterNodeName } from './program/cluster-node.js'
import { dsCoreFlush, dsCoreStats } from './program/ds-core.js'
import { helpCommand } from './program/help.js'
import { moduleHooks } from './program/module-hooks.js'
import { moduleList } from './program/module-list.js'
import { paniclog } from './program/paniclog.js'
import { pid } from './program/pid.js'
import { quit } from './program/quit.js'
import { loggerHelp, loggerReopenLogs, reopenLogs } from './program/reopen-logs.js'
import { shutdown } from './program/shutdown.js'
import { sysinfo } from './program/sysinfo.js'
import { threadsStats } from './program/threads.js'
import { version } from './program/version.js'
import { check } from './reading/check.js'
import { diff } from './reading/diff.js'
import { evaluate } from './reading/eval.js'
import { get } from './reading/get.js'
import { locate } from './reading/locate.js'
import { show } from './reading/show.js'
import { showRecurse } from './reading/showrecurse.js'
import { why } from './reading/why.js'
import type { ProgramKind } from './session-context.js'

/**
 * Every command of the console, the one place where a command is entered: `help`, completion and the
 * docs read it too. Both programs with a console have it, the manager and nodes.
 */
export const COMMANDS: readonly Command[] = [
  get,
  evaluate,
  show,
  showRecurse,
  locate,
  why,
  set,
  unset,
  begin,
  beginFromScratch,
  replay,
  diff,
  check,
  commit,
  commitConfirmed,
  confirm,
  rollback,
  reload,
  writeback,
  writeConfig,
  helpCommand(commandsOf),
  version,
  info,
  membership,
  clusterNodeName,
  clusterNodeAddress,
  broadcast,
  subclusterBroadcast,
  unicast,
  retrieve,
  subclusterRetrieve,
  retrieveNode,
  flushControlCache,
  clusterCommit,
  clusterCommitConfirm,
  clusterCommitExtend,
  clusterCommitCancel,
  clusterCommitResolve,
  showClusterCommit,
  moduleList,
  moduleHooks,
  loggerHelp,
  loggerReopenLogs,
  reopenLogs,
  paniclog,
  dsCoreFlush,
  dsCoreStats,
  authzId,
  authzRolesList,
  pid,
  sysinfo,
  threadsStats,
  quit,
  shutdown,
]

/** The commands that one of the programs has. */
export function commandsOf(kind: ProgramKind): readonly Command[] {
  return COMMANDS.filter(({ only }) => only === undefined || only === kind)
}
