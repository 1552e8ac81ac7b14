import type { ParseOptions } from '../../parse.js'
import { type Dialect, parseDialect } from '../dialect.js'
import type { DialectDocument } from '../document.js'
import { LINE_FORMATS } from './formats.js'
import { GroupsFileView } from './groups-view.js'
import { checkDigestFile } from './hashes.js'
import { readLines } from './reader.js'
import { SettingsFileView } from './settings-view.js'
import { DigestFileView, PasswordFileView } from './users-view.js'

const CLUSTER_BOOT: Dialect<SettingsFileView> = {
  read: (source) => readLines(LINE_FORMATS.clusterBoot, source),
  view: SettingsFileView,
}

const ROTATE: Dialect<SettingsFileView> = {
  read: (source) => readLines(LINE_FORMATS.rotate, source),
  view: SettingsFileView,
}

const DIGEST: Dialect<DigestFileView> = {
  read: (source) => readLines(LINE_FORMATS.digest, source),
  view: DigestFileView,
  check: checkDigestFile,
}

const PASSWORD: Dialect<PasswordFileView> = {
  read: (source) => readLines(LINE_FORMATS.password, source),
  view: PasswordFileView,
}

const GROUPS: Dialect<GroupsFileView> = {
  read: (source) => readLines(LINE_FORMATS.groups, source),
  view: GroupsFileView,
}

/**
 * Parses a cluster.boot (language spec 10.3): lines of `key=value`, with or without blanks around
 * the `=`. Never throws; mistakes are in `diagnostics`.
 */
export function parseClusterBoot(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<SettingsFileView> {
  return parseDialect(CLUSTER_BOOT, text, options)
}

/**
 * Parses an ec_rotate.conf (language spec 10.4): as cluster.boot, but a value is a list of words,
 * which may be empty and may continue after a backslash at the end of a line. Never throws;
 * mistakes are in `diagnostics`.
 */
export function parseRotate(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<SettingsFileView> {
  return parseDialect(ROTATE, text, options)
}

/**
 * Parses a digest file as written by `htdigest` (language spec 10.5). Never throws; mistakes are in
 * `diagnostics`, which show no hashes.
 */
export function parseDigestFile(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<DigestFileView> {
  return parseDialect(DIGEST, text, options)
}

/**
 * Parses a file of `user:password` lines (language spec 10.5). Never throws; mistakes are in
 * `diagnostics`, which show no passwords.
 */
export function parsePasswordFile(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<PasswordFileView> {
  return parseDialect(PASSWORD, text, options)
}

/**
 * Parses a groups file (language spec 10.6): two, three or four fields, the last with the users,
 * separated by commas or blanks. Never throws; mistakes are in `diagnostics`.
 */
export function parseGroupsFile(
  text: string | Uint8Array,
  options?: ParseOptions,
): DialectDocument<GroupsFileView> {
  return parseDialect(GROUPS, text, options)
}
