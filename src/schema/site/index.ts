export { annotationOf, isObject, type JsonObject, type SiteSchema } from './site-schema.js'
export { withSiteScopes } from './site-scopes.js'
