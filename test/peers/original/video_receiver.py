"""VIDEO RECEIVER: reads video.caps, RTP on 10000, RTCP on 10001 and back to 10002, latency 400, a window."""
from stage import Gst, link_many, main_loop, make, options, read_caps, sends_at_once

REMOTE_HOST = options.host
READ_VIDEO_CAPS = options.caps

pipeline = Gst.Pipeline.new("server")
caps = read_caps(READ_VIDEO_CAPS)

rtpbin = make("rtpbin", "rtpbin", latency=400)
udpsrc_rtpin = make("udpsrc", "udpsrc0", port=10000, caps=caps)
udpsrc_rtcpin = make("udpsrc", "udpsrc1", port=10001)
udpsink_rtcpout = make("udpsink", "udpsink0", host=REMOTE_HOST, port=10002)

rtph264depay = make("rtph264depay", "rtpdepay")
q1 = make("queue", "q1")
ffdec264 = make("avdec_h264", "ffdec264")
# A screen of 2010 took I420, by the Xv extension; the X server of a test has none. The original made this one, too, unlinked.
ffmpegcs = make("videoconvert", "ffmpegcs")
autovideosink = make("autovideosink")

for element in (rtpbin, udpsrc_rtpin, udpsrc_rtcpin, udpsink_rtcpout, rtph264depay, q1, ffdec264, ffmpegcs, autovideosink):
    pipeline.add(element)

udpsrc_rtpin.link_pads("src", rtpbin, "recv_rtp_sink_0")
udpsrc_rtcpin.link_pads("src", rtpbin, "recv_rtcp_sink_0")
rtpbin.link_pads("send_rtcp_src_0", udpsink_rtcpout, "sink")
rtpbin.connect("pad-added", lambda _bin, _pad: rtpbin.link(rtph264depay))
link_many(rtph264depay, q1, ffdec264, ffmpegcs, autovideosink)

sends_at_once(udpsink_rtcpout)
pipeline.set_state(Gst.State.PLAYING)
main_loop(pipeline, rtpbin)
