export { checkSiteSchemas } from './check.js'
export { SchemaError } from './schema-error.js'
export { loadSiteValidators } from './validators.js'
