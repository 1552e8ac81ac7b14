export {
  type GroupsFile,
  type PasswordFile,
  readDigestStore,
  readGroupsStore,
  readPasswordStore,
} from './files/stores.js'
export type { Offer, PasswordCheck } from './passwords/check.js'
export { judgeCredentials, judgeStored } from './passwords/clear-text.js'
export {
  checkPassword,
  credentialsFrom,
  type KindOption,
  type PasswordKind,
  passwordKind,
} from './passwords/kinds.js'
