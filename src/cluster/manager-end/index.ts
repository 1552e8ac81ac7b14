export { type ClusterSettings, ManagerEnd, type ManagerEndOptions } from './manager-end.js'
