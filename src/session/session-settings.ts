/** The options of a session, checked, and with what holds where the caller does not say. */

import { requireInteger, wrongType } from '../errors.js';
import { requirePlayoutOptions } from '../jitter/playout-options.js';
import { requireAddress } from './address.js';
import { requireFeedbackTiming } from './feedback/require-feedback.js';
import { requireText } from './participants/own-description.js';
import { requireRtcpPlaces } from './reports/rtcp-destination.js';
import type { SessionOptions } from './session-options.js';

type Settled = 'mtu' | 'rtcp' | 'receive' | 'headerExtensions' | 'cnames' | 'maxSources' | 'maxMembers';

export type SessionSettings = SessionOptions & Required<Pick<SessionOptions, Settled>>;

/**
 * What has a file of its own is checked there: descriptions, formats, header extensions, bandwidths.
 * @throws TypeError for an option of the wrong type
 * @throws RangeError for an option out of range
 */
export function sessionSettings(options: SessionOptions): SessionSettings {
  const { mtu = 1400, rtcp = {}, maxSources = 32, maxMembers = 4096, remote, randomUint32 } = options;
  const { receive = [], headerExtensions = [], cnames = new Map<number, string>() } = options;
  if (typeof randomUint32 !== 'function') throw wrongType('randomUint32', randomUint32, 'a function');
  requireInteger('mtu', mtu, 64, 65_507);
  requirePlayoutOptions(options);
  if (remote !== undefined) requireAddress('remote', remote);
  requireRtcpPlaces(rtcp);
  requireFeedbackTiming(rtcp);
  requireInteger('maxSources', maxSources, 1, 65_536);
  requireInteger('maxMembers', maxMembers, 1, 65_536);
  for (const cname of cnames.values()) requireText('cnames', cname);
  return { ...options, mtu, rtcp, receive, headerExtensions, cnames, maxSources, maxMembers };
}
