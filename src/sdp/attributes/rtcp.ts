/** How RTCP travels: its own address (RFC 3605), with RTP on one port (RFC 5761), or in reduced size (RFC 5506). */

import { parseDecimalInteger } from '../decimal-integer.js';
import type { SdpAttribute } from './sdp-attribute.js';

export const rtcp: SdpAttribute = {
  name: 'rtcp',
  section: 'RFC 3605 §2.1',
  read(value, draft) {
    const [portText, network, addressType, address, ...rest] = value.trim().split(/\s+/);
    const port = parseDecimalInteger(portText, 0, 65_535);
    const addressed = network === 'IN' && (addressType === 'IP4' || addressType === 'IP6') && !!address;
    if (port === undefined || (network !== undefined && !addressed) || rest.length > 0) {
      return 'port [IN IP4|IP6 address] (port 0 to 65535)';
    }
    draft.rtcp = { port, address };
    return undefined;
  },
  write({ rtcp: where }) {
    if (where === undefined) return [];
    if (where.address === undefined) return [`${where.port}`];
    return [`${where.port} IN ${where.address.includes(':') ? 'IP6' : 'IP4'} ${where.address}`];
  },
};

export const rtcpMux: SdpAttribute = {
  name: 'rtcp-mux',
  section: 'RFC 5761 §5.1.1',
  read(_value, draft) {
    draft.rtcpMux = true;
    return undefined;
  },
  write: (stream) => (stream.rtcpMux ? [''] : []),
};

export const rtcpReducedSize: SdpAttribute = {
  name: 'rtcp-rsize',
  section: 'RFC 5506 §5',
  read(_value, draft) {
    draft.rtcpReducedSize = true;
    return undefined;
  },
  write: (stream) => (stream.rtcpReducedSize ? [''] : []),
};
