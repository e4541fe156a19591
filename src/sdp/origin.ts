/** The `o=` line: who made the description, and which version of it this is (RFC 8866 §5.2). */

export interface Origin {
  readonly username: string;
  /** Decimal digits; a text, because NTP timestamps of 64 bits are recommended and do not fit a number. */
  readonly sessionId: string;
  readonly sessionVersion: string;
  readonly addressType: 'IP4' | 'IP6';
  /** The address of the host that made the description; nothing is sent there. */
  readonly address: string;
}

export const DEFAULT_ORIGIN: Origin = {
  username: '-',
  sessionId: '0',
  sessionVersion: '0',
  addressType: 'IP4',
  address: '127.0.0.1',
};

export const ORIGIN_SYNTAX = 'username session-id session-version IN IP4|IP6 address';

/** `undefined` when the value is not of the form {@link ORIGIN_SYNTAX}. */
export function parseOrigin(value: string): Origin | undefined {
  const [username, sessionId, sessionVersion, network, addressType, address, ...rest] = value.split(' ');
  if (!username || !sessionId || !sessionVersion || !address || network !== 'IN' || rest.length > 0) return undefined;
  if (!isDigits(sessionId) || !isDigits(sessionVersion)) return undefined;
  if (addressType !== 'IP4' && addressType !== 'IP6') return undefined;
  return { username, sessionId, sessionVersion, addressType, address };
}

export function formatOrigin(origin: Origin): string {
  const { username, sessionId, sessionVersion, addressType, address } = origin;
  return `${username} ${sessionId} ${sessionVersion} IN ${addressType} ${address}`;
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}
