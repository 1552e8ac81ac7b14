export { CODES, type DiagnosticCode, type Severity } from './codes.js'
export { counted, listed } from './counted.js'
export {
  compareDiagnostics,
  type Diagnostic,
  diagnostic,
  type Fix,
  fix,
  type Related,
  type Severities,
} from './diagnostic.js'
export { notAmong } from './not-among.js'
export { isKnowledge, isObstacle, SETTINGS_LEAD_PAST } from './obstacle.js'
