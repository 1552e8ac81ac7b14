import type { ConfigurationRule, SchemaRule, TextRule } from '../engine/rule.js'
import { PRODUCT_RULES } from '../product/index.js'
import { localChanges } from './include/local-changes.js'
import { notLast } from './overlay/not-last.js'
import { shadowed } from './overlay/shadowed.js'
import { hiddenDomain } from './reference/hidden-domain.js'
import { sameAddress } from './reference/same-address.js'
import { undefinedReference } from './reference/undefined.js'
import { unlistedLog } from './reference/unlisted-log.js'
import { unused } from './reference/unused.js'
import { busIncomplete } from './schema/bus-incomplete.js'
import { conflict } from './schema/conflict.js'
import { countsAs } from './schema/counts-as.js'
import { duplicateKey } from './schema/duplicate-key.js'
import { duplicateOption } from './schema/duplicate-option.js'
import { hostBits } from './schema/host-bits.js'
import { invisibleInString } from './schema/invisible-in-string.js'
import { missingInstance } from './schema/missing-instance.js'
import { modeWithoutZero } from './schema/mode-without-zero.js'
import { noEffect } from './schema/no-effect.js'
import { notImplemented } from './schema/not-implemented.js'
import { optionInTwoStanzas } from './schema/option-in-two-stanzas.js'
import { outOfRange } from './schema/out-of-range.js'
import { siteValue } from './schema/site-value.js'
import { sweepRuleHours, sweepRuleThresholds } from './schema/sweep-rule.js'
import { unexpectedInstance } from './schema/unexpected-instance.js'
import { unknownOption } from './schema/unknown-option.js'
import { unknownScope } from './schema/unknown-scope.js'
import { unmatchedPattern } from './schema/unmatched-pattern.js'
import { wrongProgram } from './schema/wrong-program.js'
import { wrongScope } from './schema/wrong-scope.js'
import { wrongType } from './schema/wrong-type.js'
import { busClearText } from './security/bus-clear-text.js'
import { busPassword } from './security/bus-password.js'
import { clearText } from './security/clear-text.js'
import { digestUnsupported } from './security/digest-unsupported.js'
import { noAccounting } from './security/no-accounting.js'
import { noAuthentication } from './security/no-authentication.js'
import { noRoles } from './security/no-roles.js'
import { openRelay } from './security/open-relay.js'
import { readableSecret } from './security/readable-secret.js'
import { slowExpression } from './security/slow-expression.js'
import { unanchoredPattern } from './security/unanchored-pattern.js'
import { arrayComma } from './style/array-comma.js'
import { braceSpacing } from './style/brace-spacing.js'
import { dictionaryKey } from './style/dictionary-key.js'
import { equalsBeforeScope } from './style/equals-before-scope.js'
import { gluedComment } from './style/glued-comment.js'
import { missingEquals } from './style/missing-equals.js'
import { optionName } from './style/option-name.js'
import { scalarForArray } from './style/scalar-for-array.js'
import { unquotedInclude } from './style/unquoted-include.js'
import { unquotedInstance } from './style/unquoted-instance.js'
import { unquotedSpecial } from './style/unquoted-special.js'
import { unquotedValue } from './style/unquoted-value.js'
import { unusualBlank } from './style/unusual-blank.js'
import { valueOnNextLine } from './style/value-on-next-line.js'
import { defaultChanged } from './version/default-changed.js'
import { deprecated } from './version/deprecated.js'
import { notYet } from './version/not-yet.js'
import { removed } from './version/removed.js'

export const TEXT_RULES: readonly TextRule[] = [
  arrayComma,
  braceSpacing,
  dictionaryKey,
  equalsBeforeScope,
  gluedComment,
  missingEquals,
  optionName,
  unquotedInclude,
  unquotedInstance,
  unquotedSpecial,
  unquotedValue,
  unusualBlank,
  valueOnNextLine,
]

export const SCHEMA_RULES: readonly SchemaRule[] = [
  countsAs,
  defaultChanged,
  deprecated,
  duplicateKey,
  duplicateOption,
  hostBits,
  invisibleInString,
  missingInstance,
  modeWithoutZero,
  notImplemented,
  notYet,
  outOfRange,
  removed,
  scalarForArray,
  slowExpression,
  sweepRuleHours,
  sweepRuleThresholds,
  unanchoredPattern,
  unexpectedInstance,
  unknownOption,
  unknownScope,
  unmatchedPattern,
  wrongScope,
  wrongType,
]

/** The rules about single statements that are about to be written. */
export const RULES_OF_CHANGES: readonly SchemaRule[] = [...SCHEMA_RULES, siteValue]

export const CONFIGURATION_RULES: readonly ConfigurationRule[] = [
  busClearText,
  busIncomplete,
  busPassword,
  clearText,
  conflict,
  digestUnsupported,
  hiddenDomain,
  localChanges,
  noAccounting,
  noAuthentication,
  noEffect,
  noRoles,
  notLast,
  openRelay,
  optionInTwoStanzas,
  readableSecret,
  sameAddress,
  shadowed,
  undefinedReference,
  unlistedLog,
  unused,
  wrongProgram,
  ...PRODUCT_RULES,
]
