export { checkSiteSchemas } from './check.js'
export { SchemaError } from './schema-error.js'
