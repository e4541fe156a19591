import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { openReceiver, openSender } from '../../../src/node/index.js';
import { freePortPair } from '../../peers/free-port.js';

const FAST_RTCP = { bandwidth: 10_000_000, reducedMinimum: true };

/** Joins the group on the loopback interface and tells TTL and sender of one datagram; Node cannot read a TTL. */
const MEMBER = `
import socket, sys
group, port = sys.argv[1], int(sys.argv[2])
member = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
member.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
member.bind((group, port))
loopback = socket.inet_aton(group) + socket.inet_aton("127.0.0.1")
member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, loopback)
IP_RECVTTL = 12
member.setsockopt(socket.IPPROTO_IP, IP_RECVTTL, 1)
print("joined", flush=True)
_, [(_, _, ttl)], _, (host, _) = member.recvmsg(2048, 64)
print(int.from_bytes(ttl, sys.byteorder), host)
`;

async function joinAsPython(group: string, port: number): Promise<{ readonly heard: Promise<string> }> {
  const child = spawn('/usr/bin/python3', ['-c', MEMBER, group, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  expect(await once(lines, 'line')).toEqual(['joined']);
  return { heard: once(lines, 'line').then(([line]) => String(line)) };
}

describe('RFC 1112 §6.1 the scope of what goes to a group', () => {
  it('is the TTL, and the interface its source, of RTP and of RTCP', async () => {
    const group = '239.255.77.3';
    const port = await freePortPair('0.0.0.0');
    const members = [await joinAsPython(group, port), await joinAsPython(group, port + 1)];
    await using sender = await openSender({
      to: { host: group, port },
      codec: 'H264',
      multicast: { ttl: 7, interface: '127.0.0.1' },
      rtcp: FAST_RTCP,
    });
    await sender.send(Uint8Array.of(0, 0, 0, 1, 0x65, 0x88));
    expect(await Promise.all(members.map(({ heard }) => heard))).toEqual(['7 127.0.0.1', '7 127.0.0.1']);
  });

  it('is what the description says for the reports of a receiver', async () => {
    const group = '239.255.77.4';
    const port = await freePortPair('0.0.0.0');
    const { heard } = await joinAsPython(group, port + 1);
    const description = `v=0\nm=video ${port} RTP/AVP 96\nc=IN IP4 ${group}/9\na=rtpmap:96 H264/90000\n`;
    await using _receiver = await openReceiver({
      description,
      multicast: { interface: '127.0.0.1' },
      rtcp: FAST_RTCP,
    });
    expect(await heard).toBe('9 127.0.0.1');
  });
});
