/** GStreamer's command line for a Video4Linux output, such as that of v4l2loopback. */

import type { ChildCommand } from '../../children/child-command.js';
import { gstLaunch } from './gst-launch.js';
import { property } from './property.js';

/** Y4M on stdin holds its size and its rate: a device cannot change the one, and who watches it freezes without the other. */
export function writeV4l2(device: string): ChildCommand {
  const sink = ['v4l2sink', property('device', device), 'sync=false'];
  return gstLaunch([['fdsrc', 'fd=0'], ['y4mdec'], ['videoconvert'], sink]);
}
