export { CODES, type DiagnosticCode, type Severity } from './codes.js'
export {
  compareDiagnostics,
  type Diagnostic,
  diagnostic,
  type Fix,
  fix,
  type Related,
} from './diagnostic.js'
