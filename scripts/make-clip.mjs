// Makes the clip that `npm start` streams (assets/clip.h264, assets/clip.ogg) with FFmpeg: 10 s of a moving picture with a
// burnt-in clock, 320x240, 30 frames/s, and stereo sound with a beep at each full second.
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';

const assets = new URL('../assets/', import.meta.url).pathname;
const seconds = '10';

// No B-frames: Annex B carries no timestamps, so that decoding order has to be presentation order. An access unit delimiter
// and the parameter sets go with every picture group, as a camera would send them.
const picture = `-f lavfi -i testsrc2=size=320x240:rate=30 -t ${seconds} -pix_fmt yuv420p
  -c:v libx264 -profile:v baseline -preset slow -threads 1 -g 60 -b:v 400k -maxrate 500k -bufsize 500k
  -x264-params aud=1:repeat-headers=1:qpmin=18 -f h264`;

const beep = (frequency) => `0.35*sin(2*PI*${frequency}*t)*lt(mod(t\\,1)\\,0.12)`;
const hum = (frequency) => `0.08*sin(2*PI*${frequency}*t)`;
const sound = `-f lavfi -i aevalsrc=${hum(220)}+${beep(880)}|${hum(277.2)}+${beep(1320)}:s=44100
  -t ${seconds} -c:a libvorbis -q:a 2 -page_duration 1 -f ogg`;

mkdirSync(assets, { recursive: true });
for (const [name, options] of Object.entries({ 'clip.h264': picture, 'clip.ogg': sound })) {
  const words = `-y -loglevel error ${options} -fflags +bitexact -flags +bitexact`.split(/\s+/);
  execFileSync('ffmpeg', [...words, assets + name], { stdio: 'inherit' });
  console.log(`assets/${name}: ${statSync(assets + name).size} octets`);
}
