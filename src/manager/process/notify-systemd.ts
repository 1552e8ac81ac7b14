import { outputOf } from '../../node/programs/output-of.js'

/** How long the program may take, in ms. */
const PATIENCE = 5000

/**
 * Tells systemd how the service stands, where it has started this process. Node has no sockets of the
 * kind that it takes, so that a program of systemd does it.
 */
export async function notifySystemd(state: 'ready' | 'stopping'): Promise<void> {
  const { NOTIFY_SOCKET, PATH } = process.env
  if (!NOTIFY_SOCKET) return
  const words = [`--${state}`, `--pid=${process.pid}`]
  // What else root's environment has is not for a process with the rights of another user, who can look at it.
  await outputOf('systemd-notify', words, { timeout: PATIENCE, env: { NOTIFY_SOCKET, PATH } })
}
