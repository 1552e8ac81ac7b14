import type { ConfigurationRule, SchemaRule, TextRule } from '../rule.js'
import { notLast } from './overlay/not-last.js'
import { shadowed } from './overlay/shadowed.js'
import { duplicateKey } from './schema/duplicate-key.js'
import { duplicateOption } from './schema/duplicate-option.js'
import { missingInstance } from './schema/missing-instance.js'
import { unexpectedInstance } from './schema/unexpected-instance.js'
import { unknownOption } from './schema/unknown-option.js'
import { unknownScope } from './schema/unknown-scope.js'
import { wrongScope } from './schema/wrong-scope.js'
import { wrongType } from './schema/wrong-type.js'
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
  duplicateKey,
  duplicateOption,
  missingInstance,
  scalarForArray,
  unexpectedInstance,
  unknownOption,
  unknownScope,
  wrongScope,
  wrongType,
]

export const CONFIGURATION_RULES: readonly ConfigurationRule[] = [notLast, shadowed]
