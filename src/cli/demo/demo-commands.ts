/** `rtpkit demo` as a row of the table, and the two commands that it starts. */

import type { Command } from '../command.js';
import { runDemo } from './demo.js';
import { MEDIA, type Medium } from './demo-messages.js';
import { runDemoReceiver } from './demo-receiver.js';
import { runDemoSender } from './demo-sender.js';
import { SOURCE_NAMES } from './demo-source.js';

export const demo: Command = {
  name: 'demo',
  summary: 'try it on this host alone: send a clip, and compare what arrives',
  positionals: [],
  options: [
    {
      name: 'source',
      value: SOURCE_NAMES.join('|'),
      help: "the clip that comes with rtpkit, ten seconds, or GStreamer's live test source",
      default: 'clip',
    },
    {
      name: 'output',
      value: 'DIRECTORY',
      help: 'where video.h264 and audio.ogg are written as received',
      default: 'received',
    },
  ],
  examples: ['rtpkit demo --source test --output /tmp/received'],
  run: (args, surroundings) => {
    const source = args.choice('source', SOURCE_NAMES)!;
    return runDemo({ source, output: args.text('output')!, json: args.flag('json') }, surroundings);
  },
};

export const demoReceiver: Command = {
  name: 'demo-receiver',
  summary: 'the receiving process of the demonstration',
  hidden: true,
  positionals: [{ name: 'DIRECTORY', help: 'where the streams are written', required: true }],
  options: [],
  run: async ({ positionals: [directory] }, { interruption }) => {
    await runDemoReceiver(directory!, interruption.signal);
    return 0;
  },
};

export const demoSender: Command = {
  name: 'demo-sender',
  summary: 'the sending process of the demonstration',
  hidden: true,
  positionals: [],
  options: [
    { name: 'source', value: SOURCE_NAMES.join('|'), help: 'what to send', default: 'clip' },
    ...MEDIA.map((medium) => ({ name: medium, value: 'PORT', help: `where ${medium} goes`, default: '0' })),
  ],
  run: async (args, { interruption }) => {
    const portOf = (medium: Medium): number => args.number(medium, 1, 65_535)!;
    const ports = { video: portOf('video'), audio: portOf('audio') };
    await runDemoSender(args.choice('source', SOURCE_NAMES)!, ports, interruption.signal);
    return 0;
  },
};
