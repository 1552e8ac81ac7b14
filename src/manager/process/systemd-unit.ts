import { dirname } from 'node:path'
import type { Configuration } from '../../config/index.js'
import { Failure } from '../../project/failure.js'
import { wantedListeners } from '../listeners/address.js'
import { destinationsOf } from '../records/destinations.js'
import { textOf, textsOf } from '../settings.js'

export interface UnitOptions {
  /** What systemd is to run: absolute, with its arguments. */
  readonly command: readonly string[]
  readonly configuration: Configuration
  /** Where a path of the running product lies on this machine. */
  readonly place: (path: string) => string
}

const SECURITY = [{ name: 'Security' }] as const

/**
 * A unit of systemd for the manager, as the configuration has it: it runs as the user of `Security`
 * from the start, and may write what writeback, logs and sockets need, and nothing else.
 */
export function systemdUnit({ command, configuration, place }: UnitOptions): string {
  const paths = writtenFolders(configuration, place)
  const user = textOf(configuration, SECURITY, 'User')
  const group = textOf(configuration, SECURITY, 'Group')
  const groups = textsOf(configuration, SECURITY, 'Supplemental_Groups')
  const isBelowHome = [...paths, ...command].some((path) =>
    /^\/(?:home|root|run\/user)\//.test(path),
  )
  return `${[
    '# Made by "eccmgr --print-unit": make it anew when Security, logs, listeners or folders change.',
    '[Unit]',
    'Description=Cluster manager (eccmgr)',
    'Wants=network-online.target',
    'After=network-online.target',
    '',
    '[Service]',
    'Type=notify',
    '# systemd-notify tells that it is ready: a process of its own.',
    'NotifyAccess=all',
    `ExecStart=${command.map(quoted).join(' ')}`,
    'ExecReload=/bin/kill -HUP $MAINPID',
    'Restart=on-failure',
    // What is wrong with the configuration is not mended by another start.
    'RestartPreventExitStatus=2',
    ...(user === undefined ? [] : [`User=${name(user)}`]),
    ...(group === undefined ? [] : [`Group=${name(group)}`]),
    ...(groups.length === 0 ? [] : [`SupplementaryGroups=${groups.map(name).join(' ')}`]),
    'AmbientCapabilities=CAP_NET_BIND_SERVICE',
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
    'NoNewPrivileges=yes',
    '# No PrivateTmp, which would hide /tmp/2025; no PrivateUsers, which would falsify who is at the',
    '# socket; no MemoryDenyWriteExecute, which Node does not survive.',
    'ProtectSystem=strict',
    ...paths.map((path) => `ReadWritePaths=${quoted(`-${path}`)}`),
    `ProtectHome=${isBelowHome ? 'read-only' : 'yes'}`,
    'PrivateDevices=yes',
    'PrivateMounts=yes',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'ProtectProc=invisible',
    'LockPersonality=yes',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'RemoveIPC=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallErrorNumber=EPERM',
    'UMask=0022',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ].join('\n')}\n`
}

/** Where the manager writes, on this machine; what lies in another one of them is left out. */
function writtenFolders(
  configuration: Configuration,
  place: (path: string) => string,
): readonly string[] {
  const files = configuration.files.flatMap(({ readOnly, virtual, realPath }) =>
    readOnly === undefined && virtual !== true ? [realPath] : [],
  )
  const logs = destinationsOf(configuration).files.map(({ path }) => place(path))
  const sockets = wantedListeners(configuration).flatMap((listener) =>
    listener.address.kind === 'unix' ? [listener.address.path] : [],
  )
  const cache = textOf(configuration, [{ name: 'Logs' }], 'Control_Cache') || undefined
  const caches = cache === undefined ? [] : [place(cache)]
  const folders = [...new Set([...files, ...logs, ...caches, ...sockets].map(dirname))].sort()
  return folders.filter(
    (folder) => !folders.some((other) => other !== folder && folder.startsWith(`${other}/`)),
  )
}

/** A word of a unit: nothing in it is a variable, a specifier or a blank between words. */
function quoted(word: string): string {
  const text = escaped(word).replaceAll('$', '$$$$')
  return /^[\w@%+=:,./$-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** The name of a user or a group. A backslash at the end of a line would take the next one away. */
function name(word: string): string {
  if (word.includes('\\')) throw new Failure(`A unit cannot name ${JSON.stringify(word)}`)
  return escaped(word)
}

/** @throws Failure for what would end a line of the unit, and begin another one */
function escaped(word: string): string {
  if (/\p{Cc}/u.test(word)) {
    throw new Failure(
      `A unit cannot hold ${JSON.stringify(word)}: there is a control character in it`,
    )
  }
  return word.replaceAll('%', '%%')
}
