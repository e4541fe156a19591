import { defineConfig, type Options } from 'tsup';

// `splitting` for both module systems: a class is the same object whichever subpath it comes from.
const config: Options = {
  entry: {
    index: 'src/index.ts',
    rtp: 'src/rtp/index.ts',
    rtcp: 'src/rtcp/index.ts',
    h264: 'src/payloaders/h264/index.ts',
    vorbis: 'src/payloaders/vorbis/index.ts',
    formats: 'src/formats/index.ts',
    jitter: 'src/jitter/index.ts',
    sdp: 'src/sdp/index.ts',
    session: 'src/session/index.ts',
    lab: 'src/lab/index.ts',
    node: 'src/node/index.ts',
    rtpkit: 'src/cli/rtpkit.ts',
  },
  format: ['esm', 'cjs'],
  target: 'node20',
  dts: true,
  splitting: true,
  sourcemap: true,
  clean: true,
  silent: true,
};

const exported: ReturnType<typeof defineConfig> = defineConfig(config);
export default exported;
