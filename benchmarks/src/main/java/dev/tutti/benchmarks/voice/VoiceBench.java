package dev.tutti.benchmarks.voice;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.forward.ForwardResult;
import dev.tutti.benchmarks.forward.ForwardRig;
import dev.tutti.benchmarks.forward.ForwardRig.Plan;
import dev.tutti.benchmarks.hub.AccessTokens;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubProcess;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code ./dev bench voice}: mouth to ear and press to sound, as browsers and native clients have them. */
public final class VoiceBench {
    private static final int BURSTS = 80;
    private static final int NATIVE_BURSTS = 40;
    private static final int PRESSES = 32;
    private static final Plan CPU = new Plan(8, 3, 2);
    private static final int SCRIPT_LIMIT_S = 150;
    private static final int PROBED = 10;

    private static final String METHOD = """
            method: mouth_to_ear, direct, rig: two pages in Chromium processes of their own on the hub's origin; every tone burst of
            the one goes three ways at once (livekit-client -> hub -> livekit-client in a plain room; a peer connection from page to
            page with the same codecs; WebAudio back into its own page), each way one sample a burst; an AudioWorklet marks the first
            frame of each burst, audio clocks are mapped to the machine's by the smallest difference seen. Rig is what WebAudio itself
            takes and is part of both others. native: rtc-node -> hub -> rtc-node in one process, 10 ms frames.
            press_to_sound: the real page and its button in a session; the microphone is WebAudio and begins a rising tone at the
            press; sound = first frame over the threshold at the other page; clipped = what is missing of the tone's beginning, read
            from the pitch that arrives first. hub: light clients, talker's send -> receive at %d listeners, less the median of the
            same through a C relay (bare loopback, one read and one write). cpu: as ./dev bench forward (%d rounds of %d s).""";

    private VoiceBench() {}

    public static void run(Report report) throws Exception {
        report.say(METHOD, PROBED, CPU.rounds(), CPU.windowS());
        MachineLoad.check(report);
        try (var hub = HubProcess.start()) {
            var air = mouthToEar(hub);
            var direct = BrowserScripts.samples(air, "direct");
            var through = BrowserScripts.samples(air, "hub");
            report.say(
                    "bursts %d: heard through the hub %d, directly %d; clock wander %.2f ms",
                    air.path("sent").asInt(),
                    through.count(),
                    direct.count(),
                    air.path("wander").asDouble());
            say(report, "mouth to ear through the hub", through);
            say(report, "directly", direct);
            var sdk = BrowserScripts.samples(nativeClients(hub), "native");
            var presses = presses(hub);
            var sounds = BrowserScripts.samples(presses, "press");
            report.say(
                    "presses %d: heard %d; native bursts heard %d of %d",
                    presses.path("sent").asInt(), sounds.count(), sdk.count(), NATIVE_BURSTS);
            say(report, "native to native", sdk);
            say(report, "press to sound", sounds);
            say(report, "clipped", BrowserScripts.samples(presses, "clipped"));
            var forward = forward(report, hub);
            report.put("mouth_to_ear_ms", through, 50, 95);
            report.put("direct_ms", direct, 50, 95);
            report.put("over_direct_ms", through.median() - direct.median());
            report.put("rig_ms", BrowserScripts.samples(air, "rig"), 50, 95);
            report.put("native_ms", sdk, 50, 95);
            report.put("press_to_sound_ms", sounds, 50, 95);
            report.put("clipped_ms", BrowserScripts.samples(presses, "clipped"), 95);
            report.put("hub_ms", hubShare(forward), 50, 99);
            report.put("cpu_us_per_packet", forward.cpuUs());
            report.put("samples", through.count() + sounds.count() + sdk.count());
            report.finish();
        }
    }

    private static void say(Report report, String what, Samples ms) {
        report.say("%s: p50 %.1f p95 %.1f ms (%d)", what, ms.median(), ms.percentile(95), ms.count());
    }

    private static JsonNode mouthToEar(HubProcess hub) throws IOException, InterruptedException {
        return BrowserScripts.run(
                "mouth-to-ear.mjs",
                Map.of(
                        "origin", hub.http().toString(),
                        "ws", hub.webSocket().toString(),
                        "talker", AccessTokens.forRoom("air", "talker", true),
                        "listener", AccessTokens.forRoom("air", "listener", false),
                        "bursts", BURSTS),
                SCRIPT_LIMIT_S);
    }

    private static JsonNode nativeClients(HubProcess hub) throws IOException, InterruptedException {
        return BrowserScripts.run(
                "native.mjs",
                Map.of(
                        "ws", hub.webSocket().toString(),
                        "talker", AccessTokens.forRoom("native", "talker", true),
                        "listener", AccessTokens.forRoom("native", "listener", false),
                        "bursts", NATIVE_BURSTS),
                SCRIPT_LIMIT_S);
    }

    private static JsonNode presses(HubProcess hub) throws IOException, InterruptedException {
        try (var api = new HubApi(hub.http())) {
            var owner = api.exchange(hub.ownerCode(), "Owner");
            var session = api.openSession(owner, "shift");
            return BrowserScripts.run(
                    "press-to-sound.mjs",
                    Map.of("origin", hub.http().toString(), "code", session.code(), "presses", PRESSES),
                    SCRIPT_LIMIT_S);
        }
    }

    private static ForwardResult forward(Report report, HubProcess hub) throws IOException, InterruptedException {
        try (var rig = new ForwardRig(hub)) {
            return rig.measure(report, CPU);
        }
    }

    private static Samples hubShare(ForwardResult forward) {
        double bareMs = forward.relayDelaysMs(PROBED).median();
        var share = new Samples();
        var all = forward.hubDelaysMs(PROBED);
        for (int i = 0; i < all.count(); i++) {
            share.add(Math.max(0, all.at(i) - bareMs));
        }
        return share;
    }
}
