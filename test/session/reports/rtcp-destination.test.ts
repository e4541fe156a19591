import { describe, expect, it } from 'vitest';
import { chooseRtcpDestination, type RtcpDestinationInputs } from '../../../src/session/reports/rtcp-destination.js';

const remote = { host: '192.0.2.1', port: 10_000 };
const rtpSource = { host: '192.0.2.9', port: 40_000 };
const rtcpSource = { host: '192.0.2.9', port: 51_234 };

function choose(inputs: Partial<RtcpDestinationInputs>): string | undefined {
  const chosen = chooseRtcpDestination({
    options: {},
    remote: undefined,
    rtpSource: undefined,
    rtcpSource: undefined,
    ...inputs,
  });
  return chosen && `${chosen.to.host}:${chosen.to.port} (${chosen.reason})`;
}

describe('where RTCP is sent', () => {
  it('nowhere, while nobody is known', () => {
    expect(choose({})).toBeUndefined();
    expect(choose({ options: { remote: { port: 10_002 } } })).toBeUndefined();
  });

  it('to the explicit port on the host that was learnt', () => {
    expect(choose({ options: { remote: { port: 10_002 } }, rtpSource, rtcpSource })).toBe(
      '192.0.2.9:10002 (host where RTP comes from, port as told)',
    );
  });

  it('to the explicit address before everything else', () => {
    const told = { remote: { host: '198.51.100.7', port: 7 }, described: { host: 'x', port: 8 }, mux: true };
    expect(choose({ options: told, remote, rtpSource, rtcpSource })).toBe(
      '198.51.100.7:7 (host as told, port as told)',
    );
  });

  it('else where a=rtcp says', () => {
    expect(choose({ options: { described: { port: 53_020 } }, remote })).toBe(
      '192.0.2.1:53020 (host where RTP goes, port from a=rtcp)',
    );
  });

  it('else, with mux, to the RTP port of the peer', () => {
    expect(choose({ options: { mux: true }, rtpSource, rtcpSource: rtpSource })).toBe(
      '192.0.2.9:40000 (host where RTP comes from, port where RTP comes from (rtcp-mux))',
    );
    expect(choose({ options: { mux: true }, remote })).toBe(
      '192.0.2.1:10000 (host where RTP goes, port of RTP (rtcp-mux))',
    );
  });

  it('else, from a sender, to its RTP destination + 1', () => {
    expect(choose({ remote, options: { layout: 'original' }, rtcpSource })).toBe(
      '192.0.2.1:10001 (host where RTP goes, port of RTP + 1)',
    );
  });

  it('else, from a receiver in the original layout, to our own RTP port + 2', () => {
    expect(choose({ options: { layout: 'original', localRtpPort: 10_000 }, rtpSource, rtcpSource })).toBe(
      '192.0.2.9:10002 (host where RTP comes from, port our RTP port + 2)',
    );
  });

  it('else to where RTCP comes from, else to the RTP source port + 1', () => {
    expect(choose({ rtpSource, rtcpSource })).toBe(
      '192.0.2.9:51234 (host where RTP comes from, port where RTCP comes from)',
    );
    expect(choose({ rtpSource })).toBe('192.0.2.9:40001 (host where RTP comes from, port where RTP comes from + 1)');
  });

  it('never to the port of a stranger who uses the SSRC of the source', () => {
    expect(choose({ rtpSource, rtcpSource: { host: '203.0.113.66', port: 666 } })).toBe(
      '192.0.2.9:40001 (host where RTP comes from, port where RTP comes from + 1)',
    );
  });

  it('never to port 0, where datagrams may come from and descriptions may point, but where none can be sent', () => {
    const nowhere = { host: 'h', port: 0 };
    expect(choose({ rtpSource: nowhere, rtcpSource: nowhere })).toBeUndefined();
    expect(choose({ options: { mux: true }, rtpSource: nowhere })).toBeUndefined();
    expect(choose({ rtpSource: { host: 'h', port: 5004 }, rtcpSource: nowhere })).toMatch(/^h:5005 /);
    expect(choose({ options: { described: { port: 0 } }, remote })).toMatch(/:10001 /);
  });

  it('is learnt where nobody told the host, whoever told the port', () => {
    const nobody = { options: {}, remote: undefined, rtpSource, rtcpSource };
    const learnt = (inputs: Partial<RtcpDestinationInputs>): boolean | undefined =>
      chooseRtcpDestination({ ...nobody, ...inputs })?.learnt;
    expect(learnt({})).toBe(true);
    expect(learnt({ options: { remote: { port: 10_002 } } })).toBe(true);
    expect(learnt({ options: { remote: { host: '192.0.2.9' } } })).toBe(false);
    expect(learnt({ options: { described: { host: '192.0.2.9' } } })).toBe(false);
    expect(learnt({ remote })).toBe(false);
  });

  it('never past the last port', () => {
    expect(choose({ rtpSource: { host: 'h', port: 65_535 } })).toBeUndefined();
  });
});
