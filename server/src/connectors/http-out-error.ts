/** A call that came to nothing, in words for the person who made the rule. */
export class HttpOutError extends Error {
  /** @param isFinal trying again would come to the same: it lies in what was asked, not in the network */
  constructor(
    message: string,
    readonly isFinal = false,
  ) {
    super(message);
  }
}

/** What was asked cannot be sent. */
const ASKED_WRONG = /^ERR_INVALID_/;

const REASONS: { [code: string]: (host: string) => string } = {
  ENOTFOUND: (host) => `There is no host "${host}".`,
  EAI_AGAIN: (host) => `The address of "${host}" could not be found out just now.`,
  ECONNREFUSED: (host) => `"${host}" accepts no connections there.`,
  ECONNRESET: (host) => `"${host}" closed the connection.`,
  EPIPE: (host) => `"${host}" closed the connection.`,
  ETIMEDOUT: (host) => `"${host}" does not answer.`,
  EHOSTUNREACH: (host) => `"${host}" cannot be reached.`,
  ENETUNREACH: (host) => `"${host}" cannot be reached.`,
  ERR_INVALID_CHAR: () => 'A header has a character that HTTP does not allow.',
  ERR_INVALID_HTTP_TOKEN: () => 'A header has a name that HTTP does not allow.',
};

/** What is told of an error: never an address or a path of the inside. */
export function outError(error: unknown, { hostname }: URL): HttpOutError {
  if (error instanceof HttpOutError) return error;
  const code = codeOf(error);
  const known = REASONS[code];
  if (known) return new HttpOutError(known(hostname), ASKED_WRONG.test(code));
  if (/CERT|SIGNATURE|SSL|TLS/.test(code))
    return new HttpOutError(`The certificate of "${hostname}" is not good: ${code}.`);
  if (code.startsWith('HPE_')) return new HttpOutError(`What "${hostname}" answers is not HTTP.`);
  return new HttpOutError(`The request to "${hostname}" failed${code ? `: ${code}` : ''}.`);
}

/** Of the error, or of the first of several: one for each address that was tried. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
