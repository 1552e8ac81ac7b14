import type { Configuration, Scope } from '../../../config/index.js'
import { activeListens, flagOf } from './listeners.js'
import { reachOf } from './reach.js'

/** The Listen stanzas of the console that somebody can reach from another machine. */
export function remoteConsoleListens(configuration: Configuration): Scope[] {
  return activeListens(configuration, 'control_listener').filter(
    (listen) => isRemote(listen.instance ?? '') && letsRemoteIn(listen, configuration),
  )
}

/** Whether an address is neither a Unix domain socket nor one of this machine alone. */
function isRemote(address: string): boolean {
  const reach = reachOf(address)
  return reach !== 'socket' && reach !== 'machine'
}

/** Whether anybody from elsewhere gets past Always_Deny; a Peer can let in only this machine. */
function letsRemoteIn(listen: Scope, configuration: Configuration): boolean {
  if (flagOf(configuration, listen.path, 'Always_Deny')?.on !== true) return true
  const peers = [listen, listen.parent].flatMap((scope) => scope?.scopesNamed('peer') ?? [])
  return peers.some(({ name, instance = '' }) => {
    const path = [...listen.path, { name, instance }]
    return isRemote(instance) && flagOf(configuration, path, 'Always_Deny')?.on !== true
  })
}
