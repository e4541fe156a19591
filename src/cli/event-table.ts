/** Every event that `--json` tells. */

/** What each means and what belongs to it, as the manual says it. */
export const EVENTS = {
  sending: 'a stream is about to be sent: `source`, `to`, `reportsPort`',
  receiving: 'a stream is waited for: `sink`, `port`, `reportsPort`',
  stream: 'a source was heard: `ssrc`, `payloadType`, `codec`, `host`, `port`; of `describe`, a stream it has found',
  restart: 'a stream goes on from another beginning: `ssrc`, `previousSsrc`, `cause`',
  goodbye: 'the sender says BYE: `ssrc`, `reason`',
  end: 'nothing more comes of a source: `ssrc`, `cause`',
  gap: 'packets are missing: `ssrc`, `sequenceNumber` of the first, `count`, `durationMs`, `cause`',
  'key-frame-wanted': 'what comes cannot be decoded without a key frame: `ssrc`, `reason`',
  statistics:
    'every second: `framesPerSecond`, `kilobitsPerSecond`, `jitterMs`, `roundTripMs`; received: `packetsLost`, `bufferMs`; sent: `fractionLost`, `answered`',
  silence: 'no packets for 3 s: `place`, `text`',
  resumed: 'packets come, or go out, again: `afterMs`',
  'unexpected-payload-type': 'packets of a payload type that nobody expects: `payloadType`, `expected`, `text`',
  'codec-mismatch': 'payloads do not parse as the codec: `ssrc`, `payloadType`, `codec`, `text`',
  'no-key-frame': 'pictures without a beginning for 5 s: `ssrc`, `text`',
  'no-media': 'nothing comes from the source for 5 s: `text`',
  answer: 'a receiver reports for the first time, or again: `ssrc`, `afterMs`',
  'no-answer': 'no receiver report for 10 s',
  'receiver-left': 'a receiver says BYE: `ssrc`, `reason`',
  'key-frame-requested': 'a receiver asks for a key frame',
  'rtcp-destination': 'where reports go: `host`, `port`, `reason`',
  reject: 'a datagram was refused, once for each reason: `channel`, `reason`, `host`, `port`',
  problem: 'the system could not send, once for each error: `code`, `text`',
  'child-restart': 'a child process is started again: `run`, `reason`, `delayMs`',
  command: 'a line to type: `role`, `program`, `line`',
  finding: 'of `doctor`: `area`, `name`, `state`, `detail`, `remedy`',
  backend: 'of `doctor`: `name`, `canSend`, `canReceive`',
  verdict: 'of `demo`: `passed`, `text`; of `doctor`: `works`',
  warning: 'something else is wrong: `text`',
  error: 'the command has failed: `text`',
} as const;

export type EventName = keyof typeof EVENTS;
