/** A pipeline of GStreamer as a command to run. */

import type { ChildCommand } from '../../children/child-command.js';
import { gstreamerGist } from './gstreamer-gist.js';

/** An element or a filter of formats, with its properties, in the words of `gst-launch-1.0`. */
export type Stage = readonly string[];

export const GST_LAUNCH = 'gst-launch-1.0';

export const GSTREAMER_INSTALL_HINT: string =
  'sudo apt-get install gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad ' +
  'gstreamer1.0-plugins-ugly gstreamer1.0-libav gstreamer1.0-alsa gstreamer1.0-pulseaudio gstreamer1.0-x';

/** The stages linked one to the next; quiet, so that stderr holds nothing but complaints. */
export function gstLaunch(stages: readonly Stage[], options: readonly string[] = []): ChildCommand {
  const words = stages.flatMap((stage, index) => (index === 0 ? stage : ['!', ...stage]));
  const args = ['-q', ...options, ...words];
  return { program: GST_LAUNCH, args, installHint: GSTREAMER_INSTALL_HINT, gistOf: gstreamerGist };
}

/** A part of a pipeline as a person typed it: parted at spaces alone, because the program joins its words with them again. */
export function typedStage(text: string): Stage {
  return text.trim().split(' ');
}
