import { describe, expect, it } from 'vitest';
import { splitAccessUnits } from '../../src/formats/annex-b-reader.js';
import { h264, parseSequenceParameterSet, type AccessUnit } from '../../src/payloaders/h264/index.js';
import { nalUnitType, NalUnitType } from '../../src/payloaders/h264/nal-unit.js';
import { clipUnits, comparable, nalUnitsOf } from '../peers/clip.js';
import { runGStreamer } from '../peers/gstreamer.js';
import { said } from './toy-stream.js';
import { VirtualLink } from './virtual-link.js';

const remote = { host: 'b', port: 5004 };

function widthsOf({ nalUnits }: AccessUnit): number[] {
  return nalUnits
    .filter((nalUnit) => nalUnitType(nalUnit[0]!) === NalUnitType.sequenceParameterSet)
    .map((nalUnit) => {
      const parameters = parseSequenceParameterSet(nalUnit);
      return 'width' in parameters ? parameters.width : 0;
    });
}

describe('a source that changes its resolution mid-stream', () => {
  it('plays on with the same SSRC, every access unit as it was sent, and its new size with the first of them', async () => {
    const encoded = await runGStreamer(
      `videotestsrc num-buffers=60 ! video/x-raw,format=I420,width=176,height=144,framerate=30/1
       ! x264enc tune=zerolatency key-int-max=30 ! video/x-h264,stream-format=byte-stream,alignment=au ! fdsink`,
    );
    const units = [...clipUnits(60), ...splitAccessUnits(encoded).map(({ bytes }) => bytes)];
    expect(units.length).toBe(120);
    const link = new VirtualLink({ remote }, { receive: [{ payloadType: 96, format: h264 }] });
    const video = link.a.session.addOutgoing({ format: h264 });
    for (const [index, unit] of units.entries()) {
      link.act((now) => video.send(now, unit, index * 3000));
      link.runTo(link.now + 1000 / 30);
    }
    link.runTo(link.now + 1000);
    const frames = said(link.b, 'frame').map(({ frame }) => frame as AccessUnit);
    expect(frames.map(({ nalUnits }) => comparable(nalUnits))).toEqual(units.map((unit) => nalUnitsOf(unit)));
    expect(frames.every(({ complete }) => complete)).toBe(true);
    expect(frames.flatMap(widthsOf)).toEqual([320, 176, 176]);
    expect(said(link.b, 'stream').length).toBe(1);
    expect(said(link.b, 'gap')).toEqual([]);
  });
});
