export { type DecoderOptions, FrameDecoder, type Phase } from './frames/decoder.js'
export { answerParts, encodeFrame, encodeIfFits, fittingCompletions } from './frames/encode.js'
export {
  type Candidate,
  type ClientFrame,
  type Closing,
  type ClosingReason,
  type CompletionRequest,
  type Completions,
  type End,
  type Frame,
  type FrameKind,
  type Hello,
  type LoginEnd,
  type LoginStart,
  type LoginStep,
  type Notice,
  type Part,
  type Pending,
  PROTOCOL_VERSION,
  type Request,
  type ServerFrame,
  type Speaker,
  type Status,
  type Unpaged,
  type Wanted,
  type Welcome,
} from './frames/frame.js'
export type { ProblemCode, ProtocolProblem } from './frames/problem.js'
export { type Choice, chooseMechanism, type Transport } from './login/choose.js'
export {
  type ClearTextCheck,
  type ClearTextVerdict,
  LoginServer,
} from './login/clear-text/server.js'
export { clientLogin } from './login/client.js'
export type { Credentials, CredentialsOf } from './login/credentials.js'
export { Decoys } from './login/decoys.js'
export { digestHash } from './login/digest-md5/response.js'
export { DigestServer, type DigestServerOptions } from './login/digest-md5/server.js'
export {
  type ClientIdentity,
  type ClientLogin,
  type ClientStep,
  LOGIN_REFUSED,
  MECHANISMS,
  type Mechanism,
  type RefusalReason,
  type ServerLogin,
  type ServerStep,
} from './login/mechanism.js'
export { sameBytes } from './login/same-bytes.js'
export { ScramServer, type ScramServerOptions } from './login/scram/server.js'
export {
  formatVerifier,
  parseVerifier,
  type ScramVerifier,
  type VerifierProblem,
  verifierOf,
} from './login/scram/verifier.js'
