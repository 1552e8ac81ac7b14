export { annotationOf, isObject, type SiteSchema } from './site-schema.js'
export { withSiteScopes } from './site-scopes.js'
