/**
 * H.264 profiles in words, and whether two descriptions mean the same one (RFC 6184 §8.1). The strings that the library
 * below makes are never written into a description: it turns `4d401f` into `4d001f`.
 */

import { isSameProfile, parseProfileLevelId, Profile } from 'h264-profile-level-id';
import type { FormatParameters } from '../payloaders/format-parameters.js';

const PROFILE_NAMES: Readonly<Record<Profile, string>> = {
  [Profile.ConstrainedBaseline]: 'Constrained Baseline',
  [Profile.Baseline]: 'Baseline',
  [Profile.Main]: 'Main',
  [Profile.ConstrainedHigh]: 'Constrained High',
  [Profile.High]: 'High',
  [Profile.PredictiveHigh444]: 'High 4:4:4 Predictive',
};

/** Profiles of H.264 Annex A that the library does not know, by profile_idc; GStreamer makes 122 from 4:2:2 sources. */
const FURTHER_PROFILES: ReadonlyMap<number, string> = new Map([
  [88, 'Extended'],
  [110, 'High 10'],
  [122, 'High 4:2:2'],
  [244, 'High 4:4:4 Predictive'],
]);

const LEVEL_1B = 0;

/** Such as `Constrained Baseline, level 3.1`; `undefined` when the text is not a `profile-level-id` with a known profile. */
export function h264ProfileName(profileLevelId: string): string | undefined {
  if (!/^[0-9a-f]{6}$/i.test(profileLevelId)) return undefined;
  const parsed = parseProfileLevelId(profileLevelId);
  const profile = parsed
    ? PROFILE_NAMES[parsed.profile]
    : FURTHER_PROFILES.get(parseInt(profileLevelId.slice(0, 2), 16));
  if (profile === undefined) return undefined;
  const level = parsed?.level ?? parseInt(profileLevelId.slice(4), 16);
  return `${profile}, level ${level === LEVEL_1B ? '1b' : level / 10}`;
}

/**
 * Whether two H.264 formats can be one stream: the same profile and the same packetization mode (RFC 6184 §8.2.2). A
 * missing `packetization-mode` is 0; a missing `profile-level-id` counts as Constrained Baseline, as in WebRTC.
 */
export function compatibleH264Formats(a: FormatParameters, b: FormatParameters): boolean {
  if ((a['packetization-mode'] ?? '0') !== (b['packetization-mode'] ?? '0')) return false;
  return isSameProfile(a, b) || sameFurtherProfile(a['profile-level-id'], b['profile-level-id']);
}

function sameFurtherProfile(a: string | undefined, b: string | undefined): boolean {
  const [profileOfA, profileOfB] = [a, b].map((id) => id?.slice(0, 2).toLowerCase());
  return profileOfA === profileOfB && FURTHER_PROFILES.has(parseInt(profileOfA ?? '', 16));
}
