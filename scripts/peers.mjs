// The programs of others that the interop suites talk to: which are missing, the line that installs them, and its running.
import { spawnSync } from 'node:child_process';

const PACKAGES = [
  'gstreamer1.0-tools',
  'gstreamer1.0-plugins-base',
  'gstreamer1.0-plugins-good',
  'gstreamer1.0-plugins-bad',
  'gstreamer1.0-plugins-ugly',
  'gstreamer1.0-libav',
  'gstreamer1.0-alsa',
  'gstreamer1.0-pulseaudio',
  'gstreamer1.0-x',
  'python3-gi',
  'python3-gst-1.0',
  'gir1.2-gstreamer-1.0',
  'gir1.2-gst-plugins-base-1.0',
  'ffmpeg',
  'tshark',
  'mjpegtools',
  'xvfb',
  'pulseaudio',
  'pulseaudio-utils',
  'libasound2-plugins',
  'iproute2',
];

/** What a person types where we may not. */
export const INSTALL_LINE = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;

// Debian's own python3: another one first in PATH may lack gi.
const PYTHON =
  "import gi; gi.require_version('Gst', '1.0'); gi.require_version('GstRtp', '1.0'); from gi.repository import Gst, GstRtp";
const ELEMENTS = [
  'rtpbin',
  'rtph264pay',
  'rtpvorbispay',
  'rtpstreamdepay',
  'x264enc',
  'vorbisenc',
  'h264parse',
  'avdec_h264',
  'dvdec',
  'y4menc',
  'alsasrc',
  'pulsesink',
  'ximagesink',
];
const PROBES = {
  'gst-launch-1.0': ['gst-launch-1.0', '--version'],
  ffmpeg: ['ffmpeg', '-version'],
  tshark: ['tshark', '--version'],
  mjpegtools: ['sh', '-c', 'command -v y4mtoppm'],
  Xvfb: ['sh', '-c', 'command -v Xvfb'],
  pulseaudio: ['pulseaudio', '--version'],
  "ALSA's pulse plugin": ['sh', '-c', 'ls /usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so'],
  parec: ['parec', '--version'],
  ip: ['ip', '-Version'],
  'python3-gi with GStreamer': ['/usr/bin/python3', '-c', PYTHON],
  ...Object.fromEntries(ELEMENTS.map((name) => [`GStreamer's ${name}`, ['gst-inspect-1.0', '--exists', name]])),
};

/** Names of the programs and elements that are not here; empty when all are. */
export function missingPeers() {
  return Object.entries(PROBES)
    .filter(([, [command, ...args]]) => spawnSync(command, args, { stdio: 'ignore' }).status !== 0)
    .map(([name]) => name);
}

/** Installs through apt as root or with a sudo that asks nothing; says what to type where neither is to be had. */
export function installPeers() {
  const missing = missingPeers();
  if (missing.length === 0) return;
  console.error(`rtpkit: missing for the interop suites: ${missing.join(', ')}`);
  const root = process.getuid?.() === 0;
  const maySudo = !root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (root || maySudo) {
    const apt = (...args) => {
      const command = [
        ...(root ? [] : ['sudo', '-n']),
        'env',
        'DEBIAN_FRONTEND=noninteractive',
        'apt-get',
        '-q',
        ...args,
      ];
      return spawnSync(command[0], command.slice(1), { stdio: ['ignore', 2, 2] }).status === 0;
    };
    if (apt('update') && apt('install', '-y', '--no-install-recommends', ...PACKAGES)) return;
  }
  console.error(`rtpkit: could not install them here; type: ${INSTALL_LINE}`);
}
