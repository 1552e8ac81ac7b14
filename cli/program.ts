/**
 * The whole program in one part, which the launcher enters at one of these. What each needs is loaded when
 * it is entered: a part for each of them has most of the code again, and the package with it.
 */

/** @param typed the command line behind the program's name */
export async function runProgram(typed: readonly string[]): Promise<void> {
  const main = await import('./main.js')
  return main.runProgram(typed)
}

/** @param typed the command line behind the program's name, which begins with `eccmgr` */
export async function runManager(typed: readonly string[]): Promise<void> {
  const { runManager } = await import('./manager-main.js')
  return runManager(typed.slice(1), () => runProgram(typed))
}

/** What `ecconf/manager` exports. */
export async function managerLibrary() {
  return import('../src/manager.js')
}

/** In the thread of a manager, which loads and judges configurations. */
export async function startThread(): Promise<void> {
  const thread = await import('../src/manager/worker/thread.js')
  thread.startThread()
}

/** In a thread of the language server, which works on large texts. */
export async function workInThread(): Promise<void> {
  const thread = await import('../src/lsp/thread/thread.js')
  return thread.workInThread()
}

/** In a thread of `serve`, which reads what is shown. */
export async function readPageInThread(): Promise<void> {
  const { readInThread } = await import('./page/served.js')
  return readInThread()
}
