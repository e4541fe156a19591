"""AUDIO STREAMER: sound card, Vorbis, RTP to 11000, RTCP to 11001 and back on 11002; writes audio.caps."""
from stage import Gst, link_many, main_loop, make, options, sends_at_once, write_caps

REMOTE_HOST = options.host
WRITE_AUDIO_CAPS = options.caps

pipeline = Gst.Pipeline.new("server")

alsasrc = make("alsasrc", device="plughw:1,0")
audioconvert1 = make("audioconvert")
vorbisenc = make("vorbisenc")
rtpvorbispay = make("rtpvorbispay")

udpsink_rtpout = make("udpsink", "udpsink0", host=REMOTE_HOST, port=11000)
udpsink_rtcpout = make("udpsink", "udpsink1", host=REMOTE_HOST, port=11001)
udpsrc_rtcpin = make("udpsrc", "udpsrc0", port=11002)
rtpbin = make("rtpbin", "gstrtpbin")

for element in (
    alsasrc, audioconvert1, vorbisenc, rtpvorbispay, rtpbin, udpsink_rtpout, udpsink_rtcpout, udpsrc_rtcpin,
):  # fmt: skip
    pipeline.add(element)

link_many(alsasrc, audioconvert1, vorbisenc, rtpvorbispay)
rtpvorbispay.link_pads("src", rtpbin, "send_rtp_sink_0")
rtpbin.link_pads("send_rtp_src_0", udpsink_rtpout, "sink")
rtpbin.link_pads("send_rtcp_src_0", udpsink_rtcpout, "sink")
udpsrc_rtcpin.link_pads("src", rtpbin, "recv_rtcp_sink_0")

sends_at_once(udpsink_rtcpout)
pipeline.set_state(Gst.State.PLAYING)
pipeline.get_state(Gst.CLOCK_TIME_NONE)
write_caps(WRITE_AUDIO_CAPS, udpsink_rtpout.get_static_pad("sink"))
main_loop(pipeline, rtpbin)
