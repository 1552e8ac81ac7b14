export type { DialectDocument } from './dialects/document.js'
export type { EvaluatedVariable } from './dialects/environment/evaluation.js'
export { parseEnvironment } from './dialects/environment/parse.js'
export type { EnvironmentFileView, VariableView } from './dialects/environment/views.js'
export { parseGroupsFile } from './dialects/groups/parse.js'
export type { GroupsFileView, GroupView } from './dialects/groups/views.js'
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
export { parseDigestFile, parsePasswordFile } from './dialects/passwords/parse.js'
export type {
  DigestFileView,
  DigestUserView,
  PasswordFileView,
  PasswordUserView,
} from './dialects/passwords/views.js'
export { parseClusterBoot, parseRotate } from './dialects/settings/parse.js'
export type { KeyValueView, SettingsFileView } from './dialects/settings/views.js'
export { type Comment, Document } from './document.js'
export { type ParseOptions, parse } from './parse.js'
export { partOf } from './part.js'
export { reparse } from './reparse.js'
