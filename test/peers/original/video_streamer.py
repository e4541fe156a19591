"""VIDEO STREAMER: DV camera, H.264, RTP to 10000, RTCP to 10001 and back on 10002; writes video.caps."""
from stage import Gst, dv1394src, link_many, main_loop, make, options, sends_at_once, write_caps

REMOTE_HOST = options.host
WRITE_VIDEO_CAPS = options.caps

pipeline = Gst.Pipeline.new("server")

camera = dv1394src()
dvdemux = make("dvdemux", "dvdemux")
q1 = make("queue", "q1")
dvdec = make("dvdec", "dvdec")
pace = make("identity", sync=True)  # the camera's, whose stand-in has none
videoscale = make("videoscale")
ffmpegcs = make("videoconvert", "ffmpegcs")
capsfilter = make("capsfilter", caps=Gst.Caps.from_string("video/x-raw, width=320, height=240"))
# x264enc of 2010 took nothing else; today's would make High 4:2:2 of what dvdec gives.
i420 = make("capsfilter", caps=Gst.Caps.from_string("video/x-raw, format=I420"))
x264enc = make("x264enc", "x264enc", qp_min=18)
rtph264pay = make("rtph264pay", "rtph264pay")

udpsink_rtpout = make("udpsink", "udpsink0", host=REMOTE_HOST, port=10000)
udpsink_rtcpout = make("udpsink", "udpsink1", host=REMOTE_HOST, port=10001)
udpsrc_rtcpin = make("udpsrc", "udpsrc0", port=10002)
rtpbin = make("rtpbin", "gstrtpbin")

for element in (
    camera, dvdemux, q1, dvdec, pace, videoscale, ffmpegcs, capsfilter, i420, x264enc, rtph264pay,
    rtpbin, udpsink_rtpout, udpsink_rtcpout, udpsrc_rtcpin,
):  # fmt: skip
    pipeline.add(element)

camera.link(dvdemux)


def dvdemux_padded(_dbin, pad):
    if pad.get_name().startswith("video"):
        dvdemux.link(q1)


dvdemux.connect("pad-added", dvdemux_padded)
link_many(q1, dvdec, pace, videoscale, capsfilter, ffmpegcs, i420, x264enc, rtph264pay)

rtph264pay.link_pads("src", rtpbin, "send_rtp_sink_0")
rtpbin.link_pads("send_rtp_src_0", udpsink_rtpout, "sink")
rtpbin.link_pads("send_rtcp_src_0", udpsink_rtcpout, "sink")
udpsrc_rtcpin.link_pads("src", rtpbin, "recv_rtcp_sink_0")

sends_at_once(udpsink_rtcpout)
pipeline.set_state(Gst.State.PLAYING)
pipeline.get_state(Gst.CLOCK_TIME_NONE)
write_caps(WRITE_VIDEO_CAPS, udpsink_rtpout.get_static_pad("sink"))
main_loop(pipeline, rtpbin)
