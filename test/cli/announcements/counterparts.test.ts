import { describe, expect, it } from 'vitest';
import {
  receivingCounterparts,
  sendingCounterparts,
  type CounterpartStream,
} from '../../../src/cli/announcements/counterparts.js';

const VIDEO: CounterpartStream = {
  codec: 'H264',
  to: { host: '10.0.0.2', port: 10_000 },
  rtcpBack: { host: '10.0.0.1', port: 10_002 },
};

function lines(counterparts: readonly { readonly line: string }[]): string[] {
  return counterparts.map(({ line }) => line);
}

describe('what receives a stream', () => {
  it('is one short command of ours at the default port', () => {
    expect(lines(receivingCounterparts(VIDEO))[0]).toBe('rtpkit recv-video');
    const elsewhere = { to: { host: 'h', port: 5004 }, rtcpBack: { host: '10.0.0.1', port: 5006 } };
    expect(lines(receivingCounterparts({ ...VIDEO, ...elsewhere }))[0]).toBe('rtpkit recv-video :5004');
  });

  it('is a pipeline with reports both ways', () => {
    expect(lines(receivingCounterparts(VIDEO))[1]).toBe(
      'gst-launch-1.0 rtpbin name=rtpbin latency=400 udpsrc port=10000 ' +
        'caps=application/x-rtp,media=video,clock-rate=90000,encoding-name=H264 ! rtpbin.recv_rtp_sink_0 ' +
        'rtpbin. ! rtph264depay ! avdec_h264 ! videoconvert ! autovideosink sync=false ' +
        'udpsrc port=10001 ! rtpbin.recv_rtcp_sink_0 ' +
        'rtpbin.send_rtcp_src_0 ! udpsink host=10.0.0.1 port=10002 sync=false async=false',
    );
  });

  it('is ffplay, too, where there is SDP', () => {
    expect(lines(receivingCounterparts({ ...VIDEO, sdp: 'my video.sdp' }))).toContain(
      "ffplay -protocol_whitelist file,udp,rtp -i 'my video.sdp'",
    );
    expect(lines(receivingCounterparts({ ...VIDEO, sdp: 'http://10.0.0.1:8000/' }))).toContain(
      'ffplay -protocol_whitelist http,tcp,udp,rtp -i http://10.0.0.1:8000/',
    );
  });

  it('is told where reports take other ports than in the original', () => {
    const muxed = { ...VIDEO, rtcpTo: VIDEO.to };
    expect(lines(receivingCounterparts(muxed))[0]).toBe('rtpkit recv-video --rtcp mux');
    expect(lines(sendingCounterparts(muxed))[0]).toBe('rtpkit send-video --to 10.0.0.2 --rtcp mux');
    const adjacent = { ...VIDEO, rtcpBack: { host: '10.0.0.1', port: 40_001 } };
    expect(lines(receivingCounterparts(adjacent))[0]).toBe('rtpkit recv-video --rtcp adjacent');
  });

  it('joins a group, and listens on IPv6', () => {
    const group = { ...VIDEO, to: { host: '239.1.2.3', port: 10_000 } };
    expect(lines(receivingCounterparts(group))[0]).toBe('rtpkit recv-video 239.1.2.3:10000');
    expect(lines(receivingCounterparts({ ...VIDEO, to: { host: '239.1.2.3', port: 5004 } }))[1]).toContain(
      'udpsrc address=239.1.2.3 port=5004',
    );
    expect(lines(receivingCounterparts({ ...VIDEO, to: { host: '::1', port: 5004 } }))[1]).toContain(
      'udpsrc address=:: port=5005',
    );
  });

  it('hears RTCP on the port of RTP when they share it', () => {
    const muxed = { ...VIDEO, rtcpTo: VIDEO.to };
    expect(lines(receivingCounterparts(muxed))[1]).not.toContain('recv_rtcp_sink');
  });

  it('leaves nothing of a foreign host name to the shell', () => {
    const hostile = { ...VIDEO, rtcpBack: { host: '$(reboot)', port: 1 } };
    expect(lines(receivingCounterparts(hostile))[1]).toContain("'host=$(reboot)'");
  });
});

describe('what sends a stream', () => {
  it('is one line for each program', () => {
    expect(lines(sendingCounterparts(VIDEO))).toEqual([
      'rtpkit send-video --to 10.0.0.2',
      'gst-launch-1.0 rtpbin name=rtpbin videotestsrc is-live=true ' +
        '! video/x-raw,format=I420,width=320,height=240,framerate=30/1 ' +
        '! x264enc qp-min=18 tune=zerolatency key-int-max=60 ! rtph264pay config-interval=-1 ! rtpbin.send_rtp_sink_0 ' +
        'rtpbin.send_rtp_src_0 ! udpsink host=10.0.0.2 port=10000 ' +
        'rtpbin.send_rtcp_src_0 ! udpsink host=10.0.0.2 port=10001 sync=false async=false ' +
        'udpsrc port=10002 ! rtpbin.recv_rtcp_sink_0',
      'ffmpeg -re -f lavfi -i testsrc=size=320x240:rate=30 -pix_fmt yuv420p ' +
        '-c:v libx264 -tune zerolatency -g 60 -f rtp -payload_type 96 ' +
        "'rtp://10.0.0.2:10000?rtcpport=10001&localrtcpport=10002'",
    ]);
  });

  it('repeats the configuration of Vorbis in-band', () => {
    const audio: CounterpartStream = { codec: 'VORBIS', to: { host: '10.0.0.2', port: 12_000 } };
    const [rtpkit, gstreamer, ...others] = lines(sendingCounterparts(audio));
    expect(rtpkit).toBe('rtpkit send-audio --to 10.0.0.2:12000');
    expect(gstreamer).toContain('rtpvorbispay config-interval=1');
    expect(others).toEqual([]);
  });
});
