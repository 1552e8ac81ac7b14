export type { DialectDocument } from './dialects/document.js'
export type { EvaluatedVariable } from './dialects/environment/evaluation.js'
export { parseEnvironment } from './dialects/environment/parse.js'
export type { VariableView } from './dialects/environment/variable.js'
export type { EnvironmentFileView } from './dialects/environment/views.js'
export type {
  DialectNode,
  DialectToken,
} from './dialects/kinds.js'
export type { GroupsFileView, GroupView } from './dialects/lines/groups-view.js'
export {
  parseClusterBoot,
  parseDigestFile,
  parseGroupsFile,
  parsePasswordFile,
  parseRotate,
} from './dialects/lines/parse.js'
export type { KeyValueView, SettingsFileView } from './dialects/lines/settings-view.js'
export type {
  DigestFileView,
  DigestUserView,
  PasswordFileView,
  PasswordUserView,
  UserLineView,
} from './dialects/lines/users-view.js'
export type { SubclusterMarker } from './dialects/mbus/marker.js'
export { parseMbus } from './dialects/mbus/parse.js'
export type {
  InterfaceView,
  MbusFileView,
  SegmentNodeView,
  SegmentView,
  SettingView,
  WordListView,
} from './dialects/mbus/views.js'
export type {
  DialectErrorView,
  DialectFileView,
  DialectView,
} from './dialects/views.js'
export { type Comment, Document } from './document.js'
export { type ParseOptions, parse } from './parse.js'
export { partOf } from './part.js'
export { reparse } from './reparse.js'
