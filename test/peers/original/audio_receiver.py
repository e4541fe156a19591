"""AUDIO RECEIVER: reads audio.caps, RTP on 11000, RTCP on 11001 and back to 11002, latency 1000, PulseAudio."""
from stage import Gst, link_many, main_loop, make, options, read_caps, sends_at_once

REMOTE_HOST = options.host
READ_AUDIO_CAPS = options.caps

pipeline = Gst.Pipeline.new("audio-receiver")
caps = read_caps(READ_AUDIO_CAPS)

rtpbin = make("rtpbin", latency=1000)
udpsrc_rtpin = make("udpsrc", port=11000, caps=caps)
udpsrc_rtcpin = make("udpsrc", port=11001)
udpsink_rtcpout = make("udpsink", host=REMOTE_HOST, port=11002)

rtpvorbisdepay = make("rtpvorbisdepay")
q1 = make("queue", "q1")
audioconvert = make("audioconvert")
vorbisdec = make("vorbisdec")
autoaudiosink = make("pulsesink")

for element in (
    rtpbin, udpsrc_rtpin, udpsrc_rtcpin, udpsink_rtcpout, audioconvert, rtpvorbisdepay, q1, vorbisdec, autoaudiosink,
):  # fmt: skip
    pipeline.add(element)

udpsrc_rtpin.link_pads("src", rtpbin, "recv_rtp_sink_0")
udpsrc_rtcpin.link_pads("src", rtpbin, "recv_rtcp_sink_0")
rtpbin.link_pads("send_rtcp_src_0", udpsink_rtcpout, "sink")
rtpbin.connect("pad-added", lambda _bin, _pad: rtpbin.link(rtpvorbisdepay))
link_many(rtpvorbisdepay, q1, vorbisdec, audioconvert, autoaudiosink)

sends_at_once(udpsink_rtcpout)
pipeline.set_state(Gst.State.PLAYING)
main_loop(pipeline, rtpbin)
