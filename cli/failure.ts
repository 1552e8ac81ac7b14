export { Failure, NothingInstalled, Refusal } from '../src/project/failure.js'
